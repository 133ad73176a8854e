// Who is told when a promise is broken, when the optimizer or the pre-warmer fails, and when a forecaster does not forecast.
import { objective } from '../types.bicep'

@description('The name that the resources derive theirs from.')
param name string

@description('The region.')
param location string

@description('Tags on every resource.')
param tags object

@description('The resource ID of the workspace.')
param workspaceId string

@description('E-mail addresses that are told.')
param emails string[]

@description('What the workflows promise.')
param objectives objective[]

var rules = concat(
  map(objectives, promise => {
    name: 'objective-${toLower(promise.workflow)}'
    title: 'Workflow ${promise.workflow} misses its objective'
    text: 'More than ${100 - promise.percentile} % of its executions in a quarter of an hour took longer than ${promise.latencyMs} ms.'
    severity: 2
    query: 'let workflow = "${promise.workflow}"; let boundMs = ${promise.latencyMs}; let percentage = ${promise.percentile};\n${loadTextContent('../queries/objective-violated.kql')}'
  }),
  [
    {
      name: 'optimizer-failing'
      title: 'The optimizer fails'
      text: 'Orchestrations of the control lane failed. Production keeps the configuration that it has.'
      severity: 2
      query: loadTextContent('../queries/optimizer-failing.kql')
    }
    {
      name: 'pre-warmer-failing'
      title: 'The pre-warmer fails'
      text: 'Rounds of the pre-warmer failed. Pools stay as they are.'
      severity: 3
      query: loadTextContent('../queries/pre-warmer-failing.kql')
    }
    {
      name: 'forecast-fallback'
      title: 'A forecaster does not forecast'
      text: 'The forecaster of a stage could not forecast, so that the baseline stood in. Pools are warmed less exactly.'
      severity: 3
      query: loadTextContent('../queries/forecast-fallback.kql')
    }
  ]
)

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for (email, index) in emails: {
        name: 'receiver-${index + 1}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: 'alert-${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            // Each query returns a row for what is wrong.
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: [group.id]
      }
    }
  }
]
