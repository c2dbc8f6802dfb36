// saved from my profile page
let myReviews = {
  "stats": {
    "rating": 4.9,
    "nSS100BwScore": 96,
    "nssLastCalculated": "2026-11-15T00:00:00.000Z",
    "topRatedStatus": "topRatedPlus",
    "topRatedPlusStatus": null,
    "totalJobsWorked": 26,
    "totalFeedback": 13,
    "lastWorkedOn": "2026-06-03T00:00:00.000Z"
  },
  "currentPage": 1,
  "pageItems": [
    {
      "startedOn": "2020-01-08T00:00:00.000Z",
      "endedOn": "2020-03-17T00:00:00.000Z",
      "totalCharges": {"currencyCode": "USD", "amount": 762},
      "totalHours": 0,
      "hourlyRate": {"currencyCode": "USD", "amount": 0},
      "type": 1,
      "title": "Model of a lock gate",
      "feedback": {
        "score": 5,
        "comment": "Fine work!",
        "commentIsPublic": true,
        "response": null,
        "scoreDetails": [{"score": 5, "label": "Skills", "description": "skills"}],
        "creationTs": "2020-03-19T21:00:00.000Z"
      },
      "linkedPortfolio": null,
      "clientId": "2300001",
      "isPrivate": true,
      "agencyName": null,
      "status": null,
      "initialAmount": {"currencyCode": "USD", "amount": 640},
      "openingRid": "218000001",
      "totalEarnings": null,
      "feedbackGiven": {"score": 5, "comment": "A pleasure", "creationTs": 1584568800000},
      "id": "23000001",
      "ciphertext": "~010000000000000001",
      "midContractFeedbacks": null
    },
    {
      "startedOn": "2026-02-02T00:00:00.000Z",
      "endedOn": null,
      "totalCharges": {"currencyCode": "USD", "amount": 2533.8},
      "type": 2,
      "title": "Tide tables",
      "feedback": null,
      "clientId": "2300002",
      "status": "Active",
      "feedbackGiven": null,
      "id": "35695290"
    }
  ],
  "itemsPerPage": 2,
  "totalItems": 5,
  "sortByAsNumber": 1
};
