// The Durable Task Scheduler, with one task hub for each lane and one for the optimizer.
@description('The name that the resources derive theirs from.')
param name string

@description('The region. The Durable Task Scheduler must be offered there.')
param location string

@description('Tags on every resource.')
param tags object

@description('The names of the task hubs.')
param taskHubs string[]

@description('The plan. Consumption is billed by action, Dedicated by capacity unit.')
param plan string

@description('The address ranges from which the scheduler accepts connections.')
param ipAllowlist string[]

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: 'dts-${name}'
  location: location
  tags: tags
  properties: {
    ipAllowlist: ipAllowlist
    sku: plan == 'Dedicated' ? { name: plan, capacity: 1 } : { name: plan }
  }
}

resource hubs 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = [
  for hub in taskHubs: {
    parent: scheduler
    name: hub
  }
]

@description('The scheduler\'s name.')
output schedulerName string = scheduler.name

@description('The scheduler\'s endpoint. A lane connects with Endpoint=…;TaskHub=LANE;Authentication=ManagedIdentity;ClientID=….')
output endpoint string = scheduler.properties.endpoint
