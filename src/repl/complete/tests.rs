//! Candidates for lines as they are typed.

use super::*;
use crate::analysis::Analysis;

fn session() -> Engine {
    let mut engine = Engine::new();
    object::types::register(engine::TYPES);
    ::commands::install(&mut engine);
    cs::install(&mut engine, cs::LabChoice::default());
    let text = "
        function Test-Mine { [CmdletBinding()] param([ValidateSet('red', 'dark blue')][string] $Colour, [switch] $Fast, [bool] $Deep) }
        $answer = 42; $text = 'abc'; $thing = [pscustomobject] @{ Name = 'n'; Inner = [pscustomobject] @{ Deep = 1 } }";
    let code = engine.parse(text, None).ok().unwrap();
    let out = std::rc::Rc::clone(&engine.screen);
    engine.run_code(&code, "<ScriptBlock>", &out).ok().unwrap();
    engine
}

fn completed(text: &str) -> Vec<String> {
    let mut engine = session();
    let place = crate::context::place(&Analysis::of(text));
    let found = candidates(&mut engine, &place);
    found.into_iter().map(|candidate| candidate.text).collect()
}

#[test]
fn commands_of_all_kinds_complete() {
    assert!(completed("get-cspool").contains(&"Get-CsPool".to_string()));
    assert_eq!(completed("test-mi"), ["Test-Mine"]);
    assert_eq!(completed("foreac"), ["foreach", "ForEach-Object"]);
}

#[test]
fn parameters_complete_with_their_descriptions() {
    assert_eq!(completed("Test-Mine -Fa"), ["-Fast"]);
    assert_eq!(completed("Test-Mine -Fast -Fa"), [] as [&str; 0]);
    let mut engine = session();
    let place = crate::context::place(&Analysis::of("Invoke-CsPoolFailOver -Pool"));
    let found = candidates(&mut engine, &place);
    assert_eq!(found[0].text, "-PoolFqdn");
    assert!(
        found[0].shown.len() > "-PoolFqdn".len() + 10,
        "{}",
        found[0].shown
    );
}

#[test]
fn values_come_from_the_declaration() {
    assert_eq!(completed("Test-Mine -Colour "), ["red", "'dark blue'"]);
    assert_eq!(completed("Test-Mine d"), ["'dark blue'"]);
    assert_eq!(completed("Test-Mine -Fast \"d"), ["\"dark blue\""]);
    assert_eq!(
        completed("Test-Mine -Deep $t"),
        ["$text", "$thing", "$this", "$true"]
    );
    assert!(completed("Get-Command -ErrorAction Si").contains(&"SilentlyContinue".to_string()));
    assert!(completed("Get-Command Get-CsPoo").contains(&"Get-CsPool".to_string()));
}

#[test]
fn identities_come_from_the_lab() {
    let pools = completed("Invoke-CsPoolFailOver -PoolFqdn ");
    assert_eq!(pools.len(), 3);
    assert_eq!(
        completed(&format!("Get-CsPool {}", &pools[0][..pools[0].len() - 1])),
        [pools[0].clone()]
    );
}

#[test]
fn variables_and_members_complete() {
    assert_eq!(completed("1 + $ans"), ["$answer"]);
    assert_eq!(completed("\"is $ans"), ["$answer"]);
    assert_eq!(completed("${ans"), ["${answer}"]);
    assert_eq!(completed("$thing.Na"), ["Name"]);
    assert_eq!(completed("$thing.Inner.De"), ["Deep"]);
    assert_eq!(completed("$text.Subs"), ["Substring("]);
    assert_eq!(completed("[math]::Sq"), ["Sqrt("]);
    assert!(completed("[datet").contains(&"datetime".to_string()));
    assert_eq!(completed("$answer -isn"), ["-isnot"]);
}

#[test]
fn files_complete_with_quotes_where_needed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("one two.txt"), "").unwrap();
    std::fs::create_dir(folder.path().join("three")).unwrap();
    let mut engine = session();
    engine.folder = folder.path().to_path_buf();
    let mut texts = |text: &str| -> Vec<String> {
        let place = crate::context::place(&Analysis::of(text));
        let found = candidates(&mut engine, &place);
        found.into_iter().map(|candidate| candidate.text).collect()
    };
    assert_eq!(texts("./th"), ["./three/"]);
    assert_eq!(texts("Get-Content on"), ["'one two.txt'"]);
    assert_eq!(texts("Get-Content \"on"), ["\"one two.txt\""]);
    assert_eq!(texts("Get-Date > on"), ["'one two.txt'"]);
}
