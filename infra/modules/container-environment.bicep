// Where container apps run.
@description('The name that the environment derives its own from.')
param name string

@description('The region.')
param location string

@description('Tags on the environment.')
param tags object

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'cae-${name}'
  location: location
  tags: tags
  properties: {
    // Programs send their telemetry themselves, with their identity. The environment's own logs would need a key.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
  }
}

@description('The resource ID of the environment.')
output id string = environment.id
