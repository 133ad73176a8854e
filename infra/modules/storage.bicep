// The storage of the Functions host, of the apps' packages, of files that stages share, and of what tuning has learned. There are no keys to it.
@description('The account\'s name.')
@minLength(3)
@maxLength(24)
param name string

@description('The region.')
param location string

@description('Tags on the account.')
param tags object

@description('The names of the containers with the apps\' packages.')
param packageContainers string[]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Keys of documents are names of blobs and of what would be folders at the same time.
    isHnsEnabled: false
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    // A model or a decision that was overwritten by mistake can be brought back.
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource state 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'aquatope-state'
}

resource shared 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'aquatope-shared'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for container in packageContainers: {
    parent: blobs
    name: container
  }
]

@description('The account\'s name.')
output accountName string = account.name

@description('The name of the container with state, models and decisions.')
output stateContainer string = state.name

@description('The address of that container.')
output stateContainerUri string = '${account.properties.primaryEndpoints.blob}${state.name}'

@description('The name of the container with the files that stages share.')
output sharedContainer string = shared.name

@description('The address of that container.')
output sharedContainerUri string = '${account.properties.primaryEndpoints.blob}${shared.name}'
