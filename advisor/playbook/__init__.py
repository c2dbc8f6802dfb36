"""The rule language: vocabulary, conditions, rules, actions and claims, read from YAML and checked."""
