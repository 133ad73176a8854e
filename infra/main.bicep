// A program on Aquatope in Azure, from nothing: a resource group with all that it needs. There are no keys: everything
// authenticates by managed identity.
import { objective, stage, tunedStage } from 'types.bicep'

targetScope = 'subscription'

@description('The name that all resources derive theirs from: 3 to 15 lower-case letters, digits and hyphens.')
@minLength(3)
@maxLength(15)
param name string

@description('The region. The Durable Task Scheduler must be offered there.')
param location string

@description('The stages: each gets an app of its own in each lane.')
@minLength(1)
param stages stage[]

@description('The names of the workflows, which are orchestrators.')
@minLength(1)
param workflows string[]

@description('The names of activities that are no stages: they run beside the orchestrations.')
param activities string[] = []

@description('The names of the functions that only the control app has: timers, HTTP functions, and the optimizer\'s orchestrator and activities.')
param controlFunctions string[]

@description('The names of the functions in the package that no app of this deployment has: workflows and stages that are not deployed.')
param unusedFunctions string[] = []

@description('What the workflows promise. Alerts and the workbook go by it.')
param objectives objective[] = []

@description('What stages run on. Flex Consumption has three sizes of instance and the Functions host; Container Apps has sizes in steps.')
@allowed(['FlexConsumption', 'ContainerApps'])
param hosting string = 'FlexConsumption'

@description('The image of the program. Container Apps need one.')
param image string = ''

@description('The resource ID of the Azure Container Registry with the image; empty where anybody may take it. Who deploys must be allowed to assign roles there.')
param registryId string = ''

@description('How many trial lanes the optimizer may use at once. Each is a task hub with apps of its own, which cost nothing while they are idle. Zero: nothing is tuned.')
@minValue(0)
@maxValue(3)
param trialLanes int = 1

@description('The plan of the Durable Task Scheduler. Consumption is billed by action, Dedicated by capacity unit.')
@allowed(['Consumption', 'Dedicated'])
param schedulerPlan string = 'Consumption'

@description('What one action of the Durable Task Scheduler costs you, as a number, for example 0.00001; 0 on the Dedicated plan. The optimizer weighs it against other prices, which are those of East US in US dollars.')
param schedulerPricePerAction string

@description('What one vCPU of a busy replica costs you for one second, as a number. Container Apps need it.')
param containerPricePerVcpuSecond string = ''

@description('What one GiB of a busy replica costs you for one second, as a number. Container Apps need it.')
param containerPricePerGiBSecond string = ''

@description('The address ranges from which the scheduler accepts connections. By default every address, since callers must have a role.')
param ipAllowlist string[] = ['0.0.0.0/0']

@description('For how many days the workspace keeps telemetry.')
@minValue(30)
@maxValue(730)
param retentionDays int = 30

@description('E-mail addresses that are told of alerts. None: there are no alerts.')
param alertEmails string[] = []

@description('What was learned: by stage, the record of its app. A deployment sets it again instead of the stages\' first values.')
param tuned { *: tunedStage } = {}

@description('Tags on every resource.')
param tags object = {}

var allTags = union(tags, { 'azd-env-name': name })

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${name}'
  location: location
  tags: allTags
}

module aquatope 'modules/aquatope.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: allTags
    stages: stages
    workflows: workflows
    activities: activities
    controlFunctions: controlFunctions
    unusedFunctions: unusedFunctions
    objectives: objectives
    hosting: hosting
    image: image
    registryId: registryId
    trialLanes: trialLanes
    schedulerPlan: schedulerPlan
    schedulerPricePerAction: schedulerPricePerAction
    containerPricePerVcpuSecond: containerPricePerVcpuSecond
    containerPricePerGiBSecond: containerPricePerGiBSecond
    ipAllowlist: ipAllowlist
    retentionDays: retentionDays
    alertEmails: alertEmails
    tuned: tuned
  }
}

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The scheduler\'s endpoint. A lane connects with Endpoint=…;TaskHub=LANE;Authentication=ManagedIdentity;ClientID=….')
output SCHEDULER_ENDPOINT string = aquatope.outputs.schedulerEndpoint

@description('The names of the task hubs: one for each lane, and the optimizer\'s.')
output TASK_HUB_NAMES string[] = aquatope.outputs.taskHubNames

@description('The client ID of the identity of workers and orchestrators.')
output WORKER_CLIENT_ID string = aquatope.outputs.workerIdentityClientId

@description('The Application Insights connection string. It holds no secret: local authentication is off.')
output APPLICATIONINSIGHTS_CONNECTION_STRING string = aquatope.outputs.applicationInsightsConnectionString

@description('The name of the control app.')
output CONTROL_APP_NAME string = aquatope.outputs.controlAppName

@description('The names of the other function apps, which take the same package.')
output PACKAGE_APP_NAMES string[] = aquatope.outputs.packageAppNames

@description('The storage account.')
output STORAGE_ACCOUNT_NAME string = aquatope.outputs.storageAccountName

@description('The container with state, models and decisions.')
output STATE_CONTAINER_NAME string = aquatope.outputs.stateContainerName
