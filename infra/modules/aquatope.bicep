// Everything that a program on Aquatope needs in one resource group: for each lane a task hub, an app for orchestrations and
// an app for each stage; the control app with the optimizer and the pre-warmer; telemetry; what the identities may do.
import { objective, stage, tunedStage } from '../types.bicep'

@description('The name that all resources derive theirs from.')
@minLength(3)
@maxLength(15)
param name string

@description('The region.')
param location string

@description('Tags on every resource.')
param tags object

@description('The stages.')
param stages stage[]

@description('The names of the workflows, which are orchestrators.')
param workflows string[]

@description('The names of activities that are no stages: they run beside the orchestrations.')
param activities string[]

@description('The names of the functions that only the control app has.')
param controlFunctions string[]

@description('The names of the functions in the package that no app has.')
param unusedFunctions string[]

@description('What the workflows promise.')
param objectives objective[]

@description('What stages run on.')
@allowed(['FlexConsumption', 'ContainerApps'])
param hosting string

@description('The image of the program, for Container Apps.')
param image string

@description('The resource ID of the registry with the image; empty where anybody may take it.')
param registryId string

@description('How many trial lanes there are.')
@minValue(0)
@maxValue(3)
param trialLanes int

@description('The plan of the Durable Task Scheduler.')
param schedulerPlan string

@description('The price of one action of the Durable Task Scheduler, as a number in the currency of all prices.')
param schedulerPricePerAction string

@description('The price of a vCPU of a replica for one second, for Container Apps.')
param containerPricePerVcpuSecond string

@description('The price of a GiB of a replica for one second, for Container Apps.')
param containerPricePerGiBSecond string

@description('The address ranges from which the scheduler accepts connections.')
param ipAllowlist string[]

@description('For how many days the workspace keeps telemetry.')
param retentionDays int

@description('E-mail addresses that are told of alerts; none switches the alerts off.')
param alertEmails string[]

@description('What was learned: by stage, the record of its app in production.')
param tuned { *: tunedStage }

// The same names as on one machine: the lane that serves users, the trial lanes, and the optimizer's own hub.
var lanes = concat(['production'], map(range(1, trialLanes), number => 'trial-${number}'))
var control = 'control'
var flex = hosting == 'FlexConsumption'
var token = uniqueString(resourceGroup().id, name)

// Function apps have names in the whole of Azure, container apps in their environment.
var prefix = 'func-${name}-${take(token, 6)}'
var stageNames = map(stages, one => one.name)
var pairs = flatten(map(lanes, lane => map(stages, one => { lane: lane, stage: one })))
var stageApps = map(pairs, pair => {
  lane: pair.lane
  stage: pair.stage
  app: flex
    ? take('${prefix}-${pair.lane}-${toLower(pair.stage.name)}', 60)
    : take('${pair.lane}-${toLower(pair.stage.name)}', 32)

  // Trial lanes have no instances while nothing is tried.
  memoryMiB: (pair.lane == 'production' ? tuned[?pair.stage.name].?setting.memoryMiB : null) ?? pair.stage.memoryMiB
  concurrency: (pair.lane == 'production' ? tuned[?pair.stage.name].?setting.concurrency : null) ?? pair.stage.concurrency
  warm: pair.lane == 'production' ? (tuned[?pair.stage.name].?setting.warm ?? 0) : 0
})
var orchestratorApps = map(lanes, lane => {
  lane: lane
  app: flex ? '${prefix}-${lane}-orchestrator' : '${lane}-orchestrator'
})
var controlApp = '${prefix}-control'
var packageContainers = flex
  ? concat(
      map(
        concat(map(stageApps, one => one.app), map(orchestratorApps, one => one.app)),
        app => 'package-${take(app, 55)}'
      ),
      ['package-${control}']
    )
  : ['package-${control}']

// Large where the app does nothing of the kind: scaling divides the hub's whole backlog by these.
var many = '10000'

// Processor shares as the language can say them: sizes of Flex Consumption, and quarters of a vCPU of Container Apps.
var sizes = { '512': '0.25', '2048': '1', '4096': '2' }
var fractions = ['', '.25', '.5', '.75']
var containerPrices = flex
  ? ''
  : ',"containerApps":{"perVcpuSecond":${containerPricePerVcpuSecond},"perGiBSecond":${containerPricePerGiBSecond},"perExecution":0}'
var durable = 'AzureFunctionsJobHost__extensions__durableTask__maxConcurrent'

resource workerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}-worker'
  location: location
  tags: tags
}

resource controlIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}-control'
  location: location
  tags: tags
}

module telemetry 'telemetry.bicep' = {
  params: { name: name, location: location, tags: tags, retentionDays: retentionDays }
}

module scheduler 'scheduler.bicep' = {
  params: {
    name: '${name}-${take(token, 6)}'
    location: location
    tags: tags
    taskHubs: concat(lanes, [control])
    plan: schedulerPlan
    ipAllowlist: ipAllowlist
  }
}

module storage 'storage.bicep' = {
  params: { name: 'st${token}', location: location, tags: tags, packageContainers: packageContainers }
}

module roles 'roles.bicep' = {
  params: {
    workerPrincipalId: workerIdentity.properties.principalId
    controlPrincipalId: controlIdentity.properties.principalId
    workerIdentityName: workerIdentity.name
    schedulerName: scheduler.outputs.schedulerName
    storageName: storage.outputs.accountName
    stateContainer: storage.outputs.stateContainer
    sharedContainer: storage.outputs.sharedContainer
    workersAreFunctions: flex
    insightsName: telemetry.outputs.insightsName
    workspaceName: telemetry.outputs.workspaceName
  }
}

module stageFunctions 'function-app.bicep' = [
  for one in flex ? stageApps : []: {
    params: {
      name: one.app
      location: location
      tags: tags
      on: {
        identityId: workerIdentity.id
        identityClientId: workerIdentity.properties.clientId
        storageName: storage.outputs.accountName
        sharedContainerUri: storage.outputs.sharedContainerUri
        schedulerEndpoint: scheduler.outputs.endpoint
        insightsConnectionString: telemetry.outputs.connectionString
      }
      packageContainer: 'package-${take(one.app, 55)}'
      taskHub: one.lane
      disabledFunctions: concat(
        filter(stageNames, other => other != one.stage.name),
        workflows,
        activities,
        controlFunctions,
        unusedFunctions
      )
      settings: {
        AQUATOPE_LANE: one.lane
        AQUATOPE_STAGE: one.stage.name
        AQUATOPE_CPU: sizes[string(one.memoryMiB)]
        AQUATOPE_MEMORY_MIB: string(one.memoryMiB)
        AQUATOPE_CONCURRENCY: string(one.concurrency)
        '${durable}ActivityFunctions': string(one.concurrency)
        '${durable}OrchestratorFunctions': many
        '${durable}EntityFunctions': many
      }
      memoryMiB: one.memoryMiB
      maximumInstances: one.stage.maximumInstances
      warm: one.warm
      changedBy: controlIdentity.properties.principalId
    }
  }
]

module orchestratorFunctions 'function-app.bicep' = [
  for one in flex ? orchestratorApps : []: {
    params: {
      name: one.app
      location: location
      tags: tags
      on: {
        identityId: workerIdentity.id
        identityClientId: workerIdentity.properties.clientId
        storageName: storage.outputs.accountName
        sharedContainerUri: storage.outputs.sharedContainerUri
        schedulerEndpoint: scheduler.outputs.endpoint
        insightsConnectionString: telemetry.outputs.connectionString
      }
      packageContainer: 'package-${take(one.app, 55)}'
      taskHub: one.lane
      disabledFunctions: concat(stageNames, controlFunctions, unusedFunctions)
      settings: {
        AQUATOPE_LANE: one.lane
        '${durable}EntityFunctions': many
      }
      memoryMiB: 2048
      maximumInstances: 40
      warm: one.lane == 'production' ? 1 : 0
    }
  }
]

var registryParts = split(empty(registryId) ? '${resourceGroup().id}/providers/-/-/-' : registryId, '/')

module registry 'registry.bicep' = if (!flex && !empty(registryId)) {
  scope: resourceGroup(registryParts[2], registryParts[4])
  params: { name: registryParts[8], principalId: workerIdentity.properties.principalId }
}

module containers 'container-environment.bicep' = if (!flex) {
  params: { name: name, location: location, tags: tags }
}

module stageContainers 'container-app.bicep' = [
  for one in flex ? [] : stageApps: {
    params: {
      name: take(one.app, 32)
      location: location
      tags: tags
      on: {
        identityId: workerIdentity.id
        identityClientId: workerIdentity.properties.clientId
        storageName: storage.outputs.accountName
        sharedContainerUri: storage.outputs.sharedContainerUri
        schedulerEndpoint: scheduler.outputs.endpoint
        insightsConnectionString: telemetry.outputs.connectionString
      }
      environmentId: containers!.outputs.id
      image: image
      registryServer: empty(registryId) ? '' : registry!.outputs.server
      taskHub: one.lane
      workItemType: 'Activity'
      settings: {
        AQUATOPE_LANE: one.lane
        AQUATOPE_STAGE: one.stage.name
        AQUATOPE_CPU: '${one.memoryMiB / 2048}${fractions[one.memoryMiB / 512 % 4]}'
        AQUATOPE_MEMORY_MIB: string(one.memoryMiB)
        AQUATOPE_CONCURRENCY: string(one.concurrency)
      }
      memoryMiB: one.memoryMiB
      concurrency: one.concurrency
      maximumReplicas: one.stage.maximumInstances
      warm: one.warm
      changedBy: controlIdentity.properties.principalId
    }
  }
]

module orchestratorContainers 'container-app.bicep' = [
  for one in flex ? [] : orchestratorApps: {
    params: {
      name: take(one.app, 32)
      location: location
      tags: tags
      on: {
        identityId: workerIdentity.id
        identityClientId: workerIdentity.properties.clientId
        storageName: storage.outputs.accountName
        sharedContainerUri: storage.outputs.sharedContainerUri
        schedulerEndpoint: scheduler.outputs.endpoint
        insightsConnectionString: telemetry.outputs.connectionString
      }
      environmentId: containers!.outputs.id
      image: image
      registryServer: empty(registryId) ? '' : registry!.outputs.server
      taskHub: one.lane
      workItemType: 'Orchestration'
      settings: {
        AQUATOPE_LANE: one.lane
        AQUATOPE_WORKFLOWS: join(workflows, ',')
      }
      memoryMiB: 1024
      concurrency: 20
      maximumReplicas: 10
      warm: one.lane == 'production' ? 1 : 0
    }
  }
]

// The control app is a function app in both variants: its timers and its HTTP functions are those of the Functions host.
module controlFunctionsApp 'function-app.bicep' = {
  params: {
    name: controlApp
    location: location
    tags: tags
    service: control
    on: {
      identityId: controlIdentity.id
      identityClientId: controlIdentity.properties.clientId
      storageName: storage.outputs.accountName
      sharedContainerUri: storage.outputs.sharedContainerUri
      schedulerEndpoint: scheduler.outputs.endpoint
      insightsConnectionString: telemetry.outputs.connectionString
    }
    packageContainer: 'package-${control}'
    taskHub: control
    disabledFunctions: concat(stageNames, workflows, activities, unusedFunctions)
    settings: {
      AQUATOPE_APPS: string(map(stageApps, one => {
        lane: one.lane
        stage: one.stage.name
        plan: hosting
        id: resourceId(flex ? 'Microsoft.Web/sites' : 'Microsoft.App/containerApps', one.app)
      }))
      AQUATOPE_PRICES: '{"durableTaskScheduler":{"perAction":${schedulerPricePerAction}}${containerPrices}}'
      AQUATOPE_STATE_CONTAINER: storage.outputs.stateContainerUri
      AQUATOPE_WORKSPACE_ID: telemetry.outputs.workspaceCustomerId
    }
    memoryMiB: 2048
    maximumInstances: 40
    warm: 1
  }
}

module alerts 'alerts.bicep' = if (!empty(alertEmails)) {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    emails: alertEmails
    objectives: objectives
  }
}

module workbook 'workbook.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    objectives: objectives
  }
}

@description('The scheduler\'s endpoint. A lane connects with Endpoint=…;TaskHub=LANE;Authentication=ManagedIdentity;ClientID=….')
output schedulerEndpoint string = scheduler.outputs.endpoint

@description('The names of the task hubs: one for each lane, and the optimizer\'s.')
output taskHubNames string[] = concat(lanes, [control])

@description('The client ID of the identity of workers and orchestrators.')
output workerIdentityClientId string = workerIdentity.properties.clientId

@description('The Application Insights connection string. It holds no secret: local authentication is off.')
output applicationInsightsConnectionString string = telemetry.outputs.connectionString

@description('The name of the control app.')
output controlAppName string = controlFunctionsApp.outputs.name

@description('The names of the other function apps, which take the same package.')
output packageAppNames string[] = flex
  ? concat(map(stageApps, one => one.app), map(orchestratorApps, one => one.app))
  : []

@description('The storage account.')
output storageAccountName string = storage.outputs.accountName

@description('The container with state, models and decisions.')
output stateContainerName string = storage.outputs.stateContainer
