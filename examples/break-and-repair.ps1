# What a stopped Backup Service looks like from both sides, and why one side is not enough.

$here = 'lyncfe04.thelab.info'
$there = 'lyncfe03.thelab.info'

Stop-CsWindowsService -Name LYNCBACKUP -ComputerName $here | Out-Null

# The pool itself cannot tell ...
try {
    Get-CsBackupServiceStatus -PoolFqdn $here -ErrorAction Stop
}
catch {
    "Asking ${here}: $($_.Exception.Message)"
}

# ... and its partner only says that it is not final.
Start-Sleep -Seconds 120
"Asking ${there}: $((Get-CsBackupServiceStatus -PoolFqdn $there).OverallExportStatus)"

# A planned failover needs the service, so it ends before it has changed anything.
try {
    Invoke-CsPoolFailOver -PoolFqdn $here -ErrorAction Stop
}
catch {
    "Failing over ${here}: $($_.Exception.Message)"
}

Start-CsWindowsService -Name LYNCBACKUP -ComputerName $here
Invoke-CsBackupServiceSync -PoolFqdn $here
Start-Sleep -Seconds 120
"Asking ${here} again: $((Get-CsBackupServiceStatus -PoolFqdn $here).OverallExportStatus)"
