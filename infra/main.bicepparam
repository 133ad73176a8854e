using 'main.bicep'

// What is particular of a deployment comes from the environment (azd sets the first two), the rest from this file: here the
// example workflow that reads parcel labels.
param name = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

// The price list of the Durable Task Scheduler, or your agreement, has it. There is no default on purpose.
param schedulerPricePerAction = readEnvironmentVariable('AQUATOPE_SCHEDULER_PRICE_PER_ACTION')

param workflows = ['ReadParcelLabel']
param stages = [
  { name: 'DecodePhoto', memoryMiB: 2048, concurrency: 1, maximumInstances: 100 }
  { name: 'FindMarks', memoryMiB: 2048, concurrency: 1, maximumInstances: 100 }
  { name: 'ReadDigits', memoryMiB: 2048, concurrency: 1, maximumInstances: 100 }
  { name: 'ReadSymbols', memoryMiB: 2048, concurrency: 1, maximumInstances: 100 }
  { name: 'RouteParcel', memoryMiB: 2048, concurrency: 1, maximumInstances: 100 }
]
param objectives = [
  { workflow: 'ReadParcelLabel', latencyMs: 800, percentile: 95 }
]
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

// The package has functions of other examples, too. To deploy one of them, move its names to the lists above.
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

// What was learned: written before each deployment from the records of the apps, so that none resets it.
param tuned = loadJsonContent('tuned.json')
