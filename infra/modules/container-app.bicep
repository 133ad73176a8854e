// One container app that works for the task hub: it has replicas as long as work of its kind waits or is being done.
import { platform } from '../types.bicep'

@description('The app\'s name: lower-case letters, digits and hyphens.')
@maxLength(32)
param name string

@description('The region.')
param location string

@description('Tags on the app.')
param tags object

@description('What the app runs on.')
param on platform

@description('The resource ID of the Container Apps environment.')
param environmentId string

@description('The image of the program.')
param image string

@description('The registry that the app\'s identity takes the image from; empty where anybody may.')
param registryServer string

@description('The task hub.')
param taskHub string

@description('Whether the app scales on activities or on orchestrations.')
@allowed(['Activity', 'Orchestration'])
param workItemType string

@description('Settings of this app\'s own.')
param settings object

@description('Memory of one replica in MiB, a multiple of 512. The processor share is one vCPU for each 2048.')
@minValue(512)
@maxValue(8192)
param memoryMiB int

@description('Work items that one replica takes at the same time.')
param concurrency int

@description('The greatest number of replicas.')
param maximumReplicas int

@description('Replicas that are kept, whatever the load.')
param warm int

@description('The principal ID of the control app\'s identity, which may change this app; empty for an app that nobody changes.')
param changedBy string = ''

var roles = {
  containerAppsContributor: '358470bc-b998-42bd-ab17-a7e34c199c0f'
  monitoringReader: '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
}

// Sizes go in steps of a quarter of a vCPU with 512 MiB; the language has no fractions.
var quarters = memoryMiB / 512
var fractions = ['', '.25', '.5', '.75']
var cpu = '${quarters / 4}${fractions[quarters % 4]}'
var memory = '${quarters / 2}${quarters % 2 == 0 ? '' : '.5'}Gi'
var common = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: on.insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${on.identityClientId};Authorization=AAD'
  AQUATOPE_SHARED_CONTAINER: on.sharedContainerUri
  AZURE_CLIENT_ID: on.identityClientId
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${on.schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${on.identityClientId}'
  TASKHUB_NAME: taskHub
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${on.identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    configuration: {
      activeRevisionsMode: 'Single'
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: on.identityId }]
    }
    template: {
      containers: [
        {
          name: 'worker'
          image: image
          resources: {
            cpu: json(cpu)
            memory: memory
          }
          env: [for item in items(union(common, settings)): { name: item.key, value: string(item.value) }]
        }
      ]
      scale: {
        minReplicas: warm
        maxReplicas: maximumReplicas
        rules: [
          {
            name: 'work'
            custom: {
              type: 'azure-durabletask-scheduler'
              metadata: {
                endpoint: on.schedulerEndpoint
                taskhubName: taskHub
                workItemType: workItemType
                maxConcurrentWorkItemsCount: string(concurrency)
              }
              identity: on.identityId
            }
          }
        ]
      }
    }
  }
}

resource changeApp 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(changedBy)) {
  name: guid(app.id, changedBy, roles.containerAppsContributor)
  scope: app
  properties: {
    principalId: changedBy
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.containerAppsContributor)
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
