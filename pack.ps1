# Packs every package into artifacts/package/release. Works in PowerShell 7 and Windows PowerShell 5.
# Without PowerShell: dotnet pack -c Release
dotnet pack "$PSScriptRoot/Classifier.sln" -c Release @args
exit $LASTEXITCODE
