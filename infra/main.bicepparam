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
  'Recommendation'
  'History'
  'Apply'
  'RollBack'
  'Pause'
]

// What was learned: written before each deployment from the records of the apps, so that none resets it.
param tuned = loadJsonContent('tuned.json')
