// The workbook: what was promised and kept, where the time goes, what is warm, what was tried, what it costs.
import { objective } from '../types.bicep'

@description('The name that the workbook derives its own from.')
param name string

@description('The region.')
param location string

@description('Tags on the workbook.')
param tags object

@description('The resource ID of the workspace.')
param workspaceId string

@description('What the workflows promise.')
param objectives objective[]

// The queries need the promises as a table.
var promises = join(
  map(objectives, promise => '"${promise.workflow}", ${promise.latencyMs}, ${promise.percentile}'),
  ', '
)
var prefix = 'let objectives = datatable(Workflow: string, BoundMs: real, Percentile: real)[${promises}];\n'
var charts = [
  {
    title: 'Objective: percentile of latency against the bound'
    query: '${prefix}${loadTextContent('../queries/objective.kql')}'
    visualization: 'table'
  }
  {
    title: 'Latency of each stage: queue wait and execution (p50, p95)'
    query: loadTextContent('../queries/stage-latency.kql')
    visualization: 'table'
  }
  {
    title: 'Cold starts: share of executions that waited for a new instance'
    query: loadTextContent('../queries/cold-starts.kql')
    visualization: 'linechart'
  }
  {
    title: 'Warm instances decided by the forecast, and instances that worked'
    query: loadTextContent('../queries/instances.kql')
    visualization: 'linechart'
  }
  {
    title: 'Trials: executions in trial lanes'
    query: loadTextContent('../queries/trials.kql')
    visualization: 'table'
  }
  {
    title: 'Decisions of the optimizer'
    query: loadTextContent('../queries/decisions.kql')
    visualization: 'table'
  }
  {
    title: 'Instance-seconds and GB-seconds of execution, by stage and lane'
    query: loadTextContent('../queries/usage.kql')
    visualization: 'table'
  }
]

var content = {
  version: 'Notebook/1.0'
  items: concat(
    [
      {
        type: 9
        name: 'time'
        content: {
          version: 'KqlParameterItem/1.0'
          parameters: [
            {
              id: guid(name, 'time')
              version: 'KqlParameterItem/1.0'
              name: 'Time'
              type: 4
              isRequired: true
              value: { durationMs: 86400000 }
              typeSettings: {
                selectableValues: [{ durationMs: 3600000 }, { durationMs: 86400000 }, { durationMs: 604800000 }]
              }
            }
          ]
        }
      }
    ],
    map(charts, chart => {
      type: 3
      name: chart.title
      content: {
        version: 'KqlItem/1.0'
        title: chart.title
        query: chart.query
        size: 0
        queryType: 0
        resourceType: 'microsoft.operationalinsights/workspaces'
        crossComponentResources: [workspaceId]
        timeContextFromParameter: 'Time'
        visualization: chart.visualization
      }
    })
  )
  fallbackResourceIds: [workspaceId]
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, name, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Aquatope: ${name}'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string(content)
  }
}

@description('The resource ID of the workbook.')
output id string = workbook.id
