// Where spans, metrics and logs go: a workspace, and Application Insights on it. Nobody gets in by a key.
@description('The name that the resources derive theirs from.')
param name string

@description('The region.')
param location string

@description('Tags on every resource.')
param tags object

@description('For how many days the workspace keeps telemetry.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('The resource ID of the workspace.')
output workspaceId string = workspace.id

@description('The ID by which the workspace is queried.')
output workspaceCustomerId string = workspace.properties.customerId

@description('The workspace\'s name.')
output workspaceName string = workspace.name

@description('The name of Application Insights.')
output insightsName string = insights.name

@description('The connection string. It holds no secret: local authentication is off.')
output connectionString string = insights.properties.ConnectionString
