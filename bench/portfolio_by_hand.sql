-- The 24 rules of side_by_side/rules.yaml, as an analyst would write them: from a file with a freelancer in each
-- row to ranked items. Priorities count from 0, which is critical; a stake of -1 is that of an action without one.
WITH person AS NOT MATERIALIZED (
  SELECT file_row_number AS who, profile, clients, contracts
  FROM read_parquet($file, file_row_number = true)
),
client AS NOT MATERIALIZED (
  SELECT who, c.id AS client, c.name, c.hires, c.responsive, c.red_flags
  FROM (SELECT who, unnest(clients) AS c FROM person)
),
contract AS NOT MATERIALIZED (
  SELECT who, k.*, name, hires, responsive, red_flags, score, is_full,
    $day::DATE - k.last_activity AS idle,
    $day::DATE - k.last_message AS quiet,
    $day::DATE - k.ended AS over,
    k.next_deadline - $day::DATE AS days_left
  FROM (
    SELECT who, unnest(contracts) AS k, profile.job_success AS score,
      profile.committed > profile.capacity - 10 AS is_full
    FROM person
  ) JOIN client USING (who)
  WHERE client.client = k.client
),
fired AS MATERIALIZED (
  SELECT *,
    status = 'active' AND idle > 30 AS r01,
    status = 'active' AND idle BETWEEN 15 AND 30 AS r02,
    status = 'ended' AND over BETWEEN 0 AND 14 AND NOT asked AS r03,
    status = 'paused' AND escrow > 0 AS r04,
    status = 'active' AND kind = 'fixed' AND escrow = 0 AS r05,
    status = 'active' AND hires < 3 AS r06,
    red_flags AS r07,
    NOT responsive AND quiet > 7 AS r08,
    status = 'ended' AND rating <= 3 AS r09,
    days_left BETWEEN 0 AND 3 AS r11,
    days_left < 0 AS r12,
    missed >= 2 AS r13,
    mood = 'unhappy' AND at_stake >= 500 AND hires > 20 AS r14, -- with r10, which no other rule reads
    rework > 2 OR rework >= 1 AND mood = 'unhappy' AS r15,
    mood = 'unhappy' AND score < 90 AS r16,
    status = 'active' AND kind = 'hourly' AND is_full AS r17,
    status = 'ended' AND rating IS NULL AND over > 14 AS r18
  FROM contract
),
of_client AS (
  SELECT who, client, c.name, coalesce(active, 0) AS active, coalesce(unhappy, 0) AS unhappy
  FROM client c LEFT JOIN (
    SELECT who, client,
      count(*) FILTER (status = 'active') AS active,
      count(*) FILTER (status = 'active' AND mood = 'unhappy') AS unhappy
    FROM fired
    GROUP BY who, client
  ) USING (who, client)
),
of_person AS (
  SELECT who, any_value(score) AS score,
    count(*) FILTER (status = 'active' AND idle > 60) AS still,
    count(*) FILTER (status = 'ended') AS ended,
    count(*) FILTER (mood = 'unhappy') AS unhappy
  FROM fired
  GROUP BY who
),
item AS (
  SELECT who, 'stir' AS action, id, 'Stir ' || title AS title,
    CASE WHEN r01 OR r08 THEN 2 ELSE 3 END
      - CASE WHEN r05 OR r06 THEN 1 ELSE 0 END + CASE WHEN r17 THEN 1 ELSE 0 END AS priority,
    NULL::DATE AS deadline, -1 AS stake, 0 AS effort,
    list_filter(
      [CASE WHEN r01 THEN 'r01' END, CASE WHEN r02 THEN 'r02' END, CASE WHEN r08 THEN 'r08' END],
      lambda x: x IS NOT NULL
    ) AS rules
  FROM fired WHERE r01 OR r02 OR r08
  UNION ALL
  SELECT who, 'close', id, 'Close ' || title, 2, NULL, escrow, 0, ['r04']
  FROM fired WHERE r04
  UNION ALL
  SELECT who, 'ask', id, 'Ask for feedback on ' || title, CASE WHEN r03 THEN 1 ELSE 3 END,
    CASE WHEN r03 THEN ended + 14 END, earned, 0, [CASE WHEN r03 THEN 'r03' ELSE 'r18' END]
  FROM fired WHERE r03 OR r18
  UNION ALL
  SELECT who, 'settle', id, 'Settle ' || title || ' with ' || name,
    CASE WHEN r14 THEN 0 WHEN r15 THEN 1 WHEN r09 THEN 2 ELSE 3 END - CASE WHEN r16 THEN 1 ELSE 0 END,
    NULL, at_stake, 2,
    list_filter(
      [
        CASE WHEN r07 THEN 'r07' END, CASE WHEN r09 THEN 'r09' END,
        CASE WHEN r14 THEN 'r14' END, CASE WHEN r15 THEN 'r15' END
      ],
      lambda x: x IS NOT NULL
    )
  FROM fired WHERE r07 OR r09 OR r14 OR r15
  UNION ALL
  SELECT who, 'hurry', id, 'Hurry with ' || title,
    CASE WHEN r12 THEN 0 ELSE 2 END - CASE WHEN r13 THEN 1 ELSE 0 END,
    CASE WHEN r11 THEN next_deadline END, -1, 1, [CASE WHEN r11 THEN 'r11' ELSE 'r12' END]
  FROM fired WHERE r11 OR r12
  UNION ALL
  SELECT who, 'watch', client, 'Keep an eye on ' || name, CASE WHEN active >= 2 THEN 0 ELSE 1 END,
    NULL, -1, 0, ['r19']
  FROM of_client WHERE unhappy > 0
  UNION ALL
  SELECT who, 'win-back', client, 'Win ' || name || ' back', 3, NULL, -1, 1, ['r20']
  FROM of_client WHERE active = 0
  UNION ALL
  SELECT who, 'plan', 'profile', 'Plan your weeks',
    2 - CASE WHEN score < 95 AND ended >= 5 THEN 1 ELSE 0 END + CASE WHEN unhappy = 0 THEN 1 ELSE 0 END,
    NULL, -1, 1, ['r22']
  FROM of_person WHERE still > 0
),
ranked AS (
  SELECT * REPLACE (greatest(0, least(3, priority)) AS priority)
  FROM item
)
SELECT who, action, id, title, priority, deadline, rules, row_number() OVER (
    PARTITION BY who
    ORDER BY priority, deadline NULLS LAST,
      coalesce(stake <= 0, FALSE), -- what is not known may be much; of nothing there is nothing to lose
      stake DESC NULLS LAST, effort, action, id
  ) AS rank
FROM ranked
