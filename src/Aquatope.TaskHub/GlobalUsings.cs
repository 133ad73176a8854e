global using System.Globalization;
global using Aquatope.DurableTask.Protocol;
