// One app on the Flex Consumption plan, which has one app to a plan. The same package runs in every app; functions that
// are not the app's own are disabled, so that each app registers with the task hub what it serves and nothing else.
import { platform } from '../types.bicep'

@description('The app\'s name: letters, digits and hyphens.')
@maxLength(60)
param name string

@description('The region.')
param location string

@description('Tags on the app and its plan.')
param tags object

@description('The name by which azd deploys the app; empty for an app that it does not. The plan must not have it: one resource has each name.')
param service string = ''

@description('What the app runs on.')
param on platform

@description('The container with the app\'s package.')
param packageContainer string

@description('The task hub.')
param taskHub string

@description('The names of the functions in the package that are not this app\'s.')
param disabledFunctions string[]

@description('Settings of this app\'s own.')
param settings object

@description('Memory of one instance, in MiB.')
@allowed([512, 2048, 4096])
param memoryMiB int

@description('The greatest number of instances on demand.')
param maximumInstances int

@description('Always-ready instances of orchestrations and activities.')
@minValue(0)
param warm int

@description('The principal ID of the control app\'s identity, which may change this app; empty for an app that nobody changes.')
param changedBy string = ''

var roles = {
  monitoringReader: '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
  websiteContributor: 'de139f84-1756-47ae-9be6-808fbbe84772'
}
var common = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: on.insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${on.identityClientId};Authorization=AAD'
  AQUATOPE_SHARED_CONTAINER: on.sharedContainerUri
  AZURE_CLIENT_ID: on.identityClientId
  AzureWebJobsStorage__accountName: on.storageName
  AzureWebJobsStorage__clientId: on.identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${on.schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${on.identityClientId}'
  TASKHUB_NAME: taskHub
}
var disabled = toObject(disabledFunctions, function => 'AzureWebJobs.${function}.Disabled', function => 'true')

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: on.storageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: empty(service) ? tags : union(tags, { 'azd-service-name': service })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${on.identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: on.identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: memoryMiB
        maximumInstanceCount: maximumInstances
        alwaysReady: warm == 0 ? [] : [{ name: 'durable', instanceCount: warm }]
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(common, disabled, settings)
  }
}

resource changeApp 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(changedBy)) {
  name: guid(app.id, changedBy, roles.websiteContributor)
  scope: app
  properties: {
    principalId: changedBy
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.websiteContributor)
  }
}

// Who writes an app must be allowed to use its plan.
resource usePlan 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(changedBy)) {
  name: guid(plan.id, changedBy, roles.websiteContributor)
  scope: plan
  properties: {
    principalId: changedBy
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.websiteContributor)
  }
}

resource readMetrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(changedBy)) {
  name: guid(app.id, changedBy, roles.monitoringReader)
  scope: app
  properties: {
    principalId: changedBy
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringReader)
  }
}

@description('The resource ID of the app.')
output id string = app.id

@description('The app\'s name.')
output name string = app.name
