@description('One stage: an activity whose resources are tuned. It gets an app of its own in each lane.')
@export()
type stage = {
  @description('The activity\'s name.')
  @minLength(1)
  @maxLength(21)
  name: string

  @description('Memory of one instance in MiB until tuning has found better: 512, 2048 or 4096 on Flex Consumption, 2048 for each vCPU on Container Apps.')
  @minValue(512)
  @maxValue(8192)
  memoryMiB: int

  @description('Executions that one instance serves at the same time until tuning has found better.')
  @minValue(1)
  @maxValue(200)
  concurrency: int

  @description('The greatest number of instances on demand. Always-ready instances do not count.')
  @minValue(1)
  @maxValue(1000)
  maximumInstances: int
}

@description('What the optimizer and the pre-warmer have set of a stage, as the record of its app in the state container says.')
@export()
type tunedStage = {
  @description('What was set last and read back; left out before the first change.')
  setting: tunedSetting?

  @description('Warm instances that were asked for last, also where it was not time yet to set them.')
  warmTarget: int?

  @description('When the app was changed last.')
  changedAt: string?
}

@description('The resources of one instance, and how many are kept warm.')
type tunedSetting = {
  @description('MiB. The processor share follows from it.')
  memoryMiB: int

  @description('Executions at the same time.')
  concurrency: int

  @description('Always-ready instances, or minimum replicas.')
  warm: int
}

@description('What a workflow promises.')
@export()
type objective = {
  @description('The workflow\'s name.')
  workflow: string

  @description('The latency that the percentile must not exceed, in milliseconds.')
  @minValue(1)
  latencyMs: int

  @description('The percentile.')
  @minValue(1)
  @maxValue(99)
  percentile: int
}

@description('What every app needs to know of what it runs on.')
@export()
type platform = {
  @description('The resource ID of the identity that the app has.')
  identityId: string

  @description('The client ID of that identity.')
  identityClientId: string

  @description('The name of the storage account.')
  storageName: string

  @description('The address of the container with the files that stages share.')
  sharedContainerUri: string

  @description('The endpoint of the Durable Task Scheduler.')
  schedulerEndpoint: string

  @description('The Application Insights connection string. It holds no secret: local authentication is off.')
  insightsConnectionString: string
}
