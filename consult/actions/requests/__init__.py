"""The verbs of a request: each moves it by its table (`consult.cases.workflow.consultation`)."""
