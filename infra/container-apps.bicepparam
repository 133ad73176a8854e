using 'main.bicep'

// The same as main.bicepparam, with stages on Container Apps: sizes in steps of a quarter of a vCPU with 512 MiB.
param name = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param schedulerPricePerAction = readEnvironmentVariable('AQUATOPE_SCHEDULER_PRICE_PER_ACTION')

// The price list of Container Apps has them: what an active replica costs for a second.
param containerPricePerVcpuSecond = readEnvironmentVariable('AQUATOPE_CONTAINER_PRICE_PER_VCPU_SECOND')
param containerPricePerGiBSecond = readEnvironmentVariable('AQUATOPE_CONTAINER_PRICE_PER_GIB_SECOND')
param hosting = 'ContainerApps'

// The image of functions/Aquatope.Worker, and the registry that it is in.
param image = readEnvironmentVariable('AQUATOPE_IMAGE')
param registryId = readEnvironmentVariable('AQUATOPE_REGISTRY_ID', '')
param workflows = ['ReadParcelLabel']
param stages = [
  { name: 'DecodePhoto', memoryMiB: 2048, concurrency: 1, maximumInstances: 20 }
  { name: 'FindMarks', memoryMiB: 2048, concurrency: 1, maximumInstances: 20 }
  { name: 'ReadDigits', memoryMiB: 2048, concurrency: 1, maximumInstances: 20 }
  { name: 'ReadSymbols', memoryMiB: 2048, concurrency: 1, maximumInstances: 20 }
  { name: 'RouteParcel', memoryMiB: 2048, concurrency: 1, maximumInstances: 20 }
]
param objectives = [
  { workflow: 'ReadParcelLabel', latencyMs: 800, percentile: 95 }
]
param alertEmails = ['operations@example.com']
param controlFunctions = [
  'OptimizerTimer'
  'PreWarm'
  'Start'
  'Status'
  'Tune'
  'Tuning'
  'Recommendation'
  'History'
  'Apply'
  'RollBack'
  'Pause'
  'Resume'
  'aquatope_optimizer'
  'aquatope_change'
  'aquatope_forecaster'
  'aquatope_propose'
  'aquatope_run_trial'
  'aquatope_measure_trial'
  'aquatope_recommend'
  'aquatope_validate'
  'aquatope_current'
  'aquatope_apply'
  'aquatope_canary'
  'aquatope_record'
  'aquatope_train_forecaster'
]
param unusedFunctions = [
  'SummariseDocument'
  'Tokenise'
  'RankSentences'
  'CompressSummary'
  'AnalyseWebTraffic'
  'SplitTraffic'
  'AnalyseTraffic'
  'MergeTraffic'
  'ProcessVideo'
  'SplitVideo'
  'WatermarkChunk'
  'TranscodeChunk'
  'DetectScenes'
  'MergeVideo'
  'ComposePost'
  'FilterText'
  'FilterPicture'
  'StorePost'
  'WriteUserTimeline'
  'ReadFollowers'
  'WriteHomeTimeline'
  'ShowHomeTimeline'
  'ReadHomeTimeline'
  'ShowUserTimeline'
  'ReadUserTimeline'
  'ReadPosts'
]
param tuned = loadJsonContent('tuned.json')
