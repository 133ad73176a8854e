// What the two identities may do, and no more: workers and orchestrators use the task hubs, the host's storage and
// telemetry; the control app also reads telemetry and writes state. What it may change of the apps stands with each app.
@description('The principal ID of the identity of workers and orchestrators.')
param workerPrincipalId string

@description('The principal ID of the control app\'s identity.')
param controlPrincipalId string

@description('The name of the identity of workers and orchestrators.')
param workerIdentityName string

@description('The scheduler\'s name.')
param schedulerName string

@description('The storage account\'s name.')
param storageName string

@description('The name of the state container.')
param stateContainer string

@description('The name of the container with the files that stages share.')
param sharedContainer string

@description('Whether workers run on the Functions host, which keeps its own things in the storage account.')
param workersAreFunctions bool

@description('The name of Application Insights.')
param insightsName string

@description('The workspace\'s name.')
param workspaceName string

var roles = {
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  logAnalyticsReader: '73c42c96-874c-492b-b04d-ab87d138a893'
  managedIdentityOperator: 'f1a07417-d97a-45cb-824c-7a7467783830'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}
var principals = [workerPrincipalId, controlPrincipalId]

// The Functions host keeps its locks, its queues and its diagnostic events in the account.
var hostRoles = [roles.storageBlobDataOwner, roles.storageQueueDataContributor, roles.storageTableDataContributor]

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = {
  name: schedulerName
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource state 'containers' existing = {
      name: stateContainer
    }

    resource shared 'containers' existing = {
      name: sharedContainer
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource workerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: workerIdentityName
}

resource useScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in principals: {
    name: guid(scheduler.id, principal, roles.durableTaskDataContributor)
    scope: scheduler
    properties: {
      principalId: principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.durableTaskDataContributor
      )
    }
  }
]

resource publishTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principal in principals: {
    name: guid(insights.id, principal, roles.monitoringMetricsPublisher)
    scope: insights
    properties: {
      principalId: principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.monitoringMetricsPublisher
      )
    }
  }
]

resource hostStorageOfWorkers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in workersAreFunctions ? hostRoles : []: {
    name: guid(account.id, workerPrincipalId, role)
    scope: account
    properties: {
      principalId: workerPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource hostStorageOfControl 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    name: guid(account.id, controlPrincipalId, role)
    scope: account
    properties: {
      principalId: controlPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Workers on the Functions host may use the whole account already.
resource shareFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!workersAreFunctions) {
  name: guid(account::blobs::shared.id, workerPrincipalId, roles.storageBlobDataContributor)
  scope: account::blobs::shared
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

resource writeState 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::state.id, controlPrincipalId, roles.storageBlobDataContributor)
  scope: account::blobs::state
  properties: {
    principalId: controlPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

resource readTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, controlPrincipalId, roles.logAnalyticsReader)
  scope: workspace
  properties: {
    principalId: controlPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.logAnalyticsReader)
  }
}

// Who writes a site that has an identity must be allowed to assign that identity, even where it stays the same.
resource assignIdentity 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workerIdentity.id, controlPrincipalId, roles.managedIdentityOperator)
  scope: workerIdentity
  properties: {
    principalId: controlPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.managedIdentityOperator)
  }
}
