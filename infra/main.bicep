// What a program on Aquatope needs in Azure whatever hosts it: the Durable Task Scheduler with one task hub per lane, an
// identity that may use it, and Application Insights. There are no keys: everything authenticates by managed identity.
targetScope = 'resourceGroup'

@description('The name that all resources derive theirs from: 3 to 20 lower-case letters, digits and hyphens.')
@minLength(3)
@maxLength(20)
param name string

@description('The region. The Durable Task Scheduler must be offered there.')
param location string = resourceGroup().location

@description('How many trial lanes the optimizer may use at once. Each is a task hub of its own, which costs nothing while it is idle.')
@minValue(1)
@maxValue(3)
param trialLanes int = 1

@description('The plan of the Durable Task Scheduler. Consumption is billed by action, Dedicated by capacity unit.')
@allowed([
  'Consumption'
  'Dedicated'
])
param schedulerPlan string = 'Consumption'

@description('The address ranges from which the scheduler accepts connections. By default every address, since callers must have a role.')
param ipAllowlist string[] = [
  '0.0.0.0/0'
]

@description('For how many days the workspace keeps telemetry.')
@minValue(30)
@maxValue(730)
param retentionDays int = 30

@description('Tags on every resource.')
param tags object = {}

// The same names as on one machine: the lane that serves users, the trial lanes, and the optimizer's own hub.
var lanes = concat(['production', 'control'], map(range(1, trialLanes), number => 'trial-${number}'))
var roles = {
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}'
  location: location
  tags: tags
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: 'dts-${name}'
  location: location
  tags: tags
  properties: {
    ipAllowlist: ipAllowlist
    sku: schedulerPlan == 'Dedicated' ? { name: schedulerPlan, capacity: 1 } : { name: schedulerPlan }
  }
}

resource taskHubs 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = [
  for lane in lanes: {
    parent: scheduler
    name: lane
  }
]

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

resource useScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler.id, identity.id, roles.durableTaskDataContributor)
  scope: scheduler
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.durableTaskDataContributor
    )
  }
}

resource publishTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
  }
}

@description('The scheduler\'s endpoint. A lane connects with Endpoint=…;TaskHub=LANE;Authentication=ManagedIdentity;ClientID=….')
output schedulerEndpoint string = scheduler.properties.endpoint

@description('The names of the task hubs, one per lane and the optimizer\'s.')
output taskHubNames string[] = lanes

@description('The client ID of the identity that workers and clients use.')
output identityClientId string = identity.properties.clientId

@description('The resource ID of that identity, to be assigned to whatever hosts them.')
output identityId string = identity.id

@description('The Application Insights connection string. It holds no secret: local authentication is off.')
output applicationInsightsConnectionString string = insights.properties.ConnectionString
