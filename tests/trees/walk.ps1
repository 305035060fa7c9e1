# Parses every recorded program of a file with [Parser]::ParseInput and compares what came out with what PowerShell gave.
# Prints one line for each program that differs, then how many were equal.
param([string] $Path, [int] $Step = 1)

$language = 'System.Management.Automation.Language'
$equal = 0
$total = 0
$number = 0
foreach ($line in [System.IO.File]::ReadLines($Path)) {
    $number++
    if ($number % $Step) { continue }
    $case = ConvertFrom-Json $line
    $total++
    $tokens = $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseInput($case.src, [ref] $tokens, [ref] $errors)
    $found = if ($case.PSObject.Properties['nodes']) {
        foreach ($node in $tree.FindAll({ $true }, $true)) {
            $extent = $node.Extent
            $name = $node.GetType().Name
            "$($name.Substring(0, $name.Length - 3)) $($extent.StartOffset) $($extent.EndOffset)"
        }
        foreach ($token in $tokens) {
            $extent = $token.Extent
            "$($token.Kind) $($extent.StartOffset) $($extent.EndOffset)"
        }
    } else {
        foreach ($problem in $errors) {
            $extent = $problem.Extent
            $end = if ($problem.IncompleteInput) { ' incomplete' }
            "$($problem.ErrorId) $($extent.StartOffset) $($extent.EndOffset)$end"
        }
    }
    $wanted = if ($case.PSObject.Properties['nodes']) { $case.nodes + $case.tokens } else { $case.errors }
    if (($found -join "`n") -ceq ($wanted -join "`n")) { $equal++ } else { "differs: $($case.name)" }
}
"$equal of $total"
