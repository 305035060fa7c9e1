# A pool state is one property of a settings object, and setting it by hand is a failover without a backup. It takes its time:
# the servers act when their replicas have the new value, the failed pool first, its backup pool half a minute later.

$scope = 'service:Registrar:lyncfe04.thelab.info'
New-CsRegistrarConfiguration -Identity $scope -PoolState FailedOver | Out-Null
$began = Get-Date

foreach ($computer in 'lyncfe04.thelab.info', 'lyncfe03.thelab.info') {
    do {
        Start-Sleep -Seconds 5
        $event = Get-WinEvent -LogName 'Lync Server' -ComputerName $computer -ErrorAction SilentlyContinue |
            Where-Object { $_.Message -like '*FailedOver*' } | Select-Object -First 1
    } until ($event)
    $seconds = [math]::Round(($event.TimeCreated - $began).TotalSeconds)
    "After $seconds seconds on ${computer}: $($event.Message)"
}

Get-CsUser -Filter { RegistrarPool -eq 'lyncfe04.thelab.info' } | Get-CsUserPoolInfo |
    Group-Object UserServicesPoolFqdn | Format-Table Count, Name

# Putting it back works the same way.
Set-CsRegistrarConfiguration -Identity $scope -PoolState Active
