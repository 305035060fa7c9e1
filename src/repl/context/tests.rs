//! What the cursor stands on, by examples.

use super::*;

fn at(text: &str) -> Place {
    place(&Analysis::of(text))
}

fn argument(text: &str) -> Word {
    Word::Argument(text.to_string())
}

#[test]
fn the_first_word_of_a_command_names_it() {
    for text in [
        "",
        "Get-CsP",
        "1 | Get-CsP",
        "$a = Get-CsP",
        "if (1) { Get-CsP",
        "& Get-CsP",
        "%{ Get-CsP",
        "(Get-CsP",
        "\"abc $(Get-CsP",
    ] {
        assert_eq!(at(text).wanted, Wanted::Command, "{text}");
        assert!("Get-CsP".starts_with(&at(text).word));
    }
    assert_eq!(at("1 | Get-CsP").start, 4);
    assert_eq!(at("\"abc $(Get-CsP").start, 7);
}

#[test]
fn a_dash_begins_a_parameter() {
    let place = at("Get-CsPool -Id");
    assert_eq!(
        place.wanted,
        Wanted::Parameter(vec![argument("Get-CsPool")])
    );
    assert_eq!((place.start, place.word.as_str()), (11, "-Id"));
    assert!(matches!(at("gci -").wanted, Wanted::Parameter(_)));
    assert_eq!(at("$a -e").wanted, Wanted::Operator);
}

#[test]
fn what_follows_a_parameter_is_its_value() {
    let words = vec![argument("Get-CsPool"), Word::Parameter("Identity".into())];
    assert_eq!(
        at("Get-CsPool -Identity ").wanted,
        Wanted::Value(words.clone())
    );
    assert_eq!(
        at("Get-CsPool -Identity lync").wanted,
        Wanted::Value(words.clone())
    );
    let quoted = at("Get-CsPool -Identity 'lync");
    assert_eq!(
        (quoted.wanted, quoted.quote, quoted.word.as_str()),
        (Wanted::Value(words), Some('\''), "lync")
    );
    let colon = at("Get-CsPool -Identity:ly");
    assert_eq!(
        colon.wanted,
        Wanted::Value(vec![
            argument("Get-CsPool"),
            Word::Parameter("Identity:".into())
        ])
    );
    assert_eq!(
        at("Get-CsPool (Get-Date) ").wanted,
        Wanted::Value(vec![argument("Get-CsPool"), argument("(Get-Date)")])
    );
    assert_eq!(
        at("Get-CsPool a,b").wanted,
        Wanted::Value(vec![argument("Get-CsPool")])
    );
}

#[test]
fn variables_members_and_types() {
    for text in ["$", "$na", "${na", "f $na", "\"abc $na", "@na"] {
        if text != "@na" {
            assert_eq!(at(text).wanted, Wanted::Variable, "{text}");
        }
    }
    assert_eq!(at("\"abc $na").start, 5);
    let member = |target: &str, is_static| Wanted::Member {
        target: target.to_string(),
        is_static,
    };
    assert_eq!(at("$x.").wanted, member("$x", false));
    assert_eq!(at("1 + $x.a.Na").wanted, member("$x.a", false));
    assert_eq!(at("[math]::Ro").wanted, member("[math]", true));
    assert_eq!(at("\"abc\".Le").wanted, member("\"abc\"", false));
    assert_eq!(at("[ma").wanted, Wanted::Type);
}

#[test]
fn paths_and_places_that_nothing_is_known_of() {
    assert_eq!(at("./scr").wanted, Wanted::Path);
    assert_eq!(at("Get-Date > fi").wanted, Wanted::Path);
    assert_eq!(at("@{ na").wanted, Wanted::Nothing);
    assert_eq!(at("# na").wanted, Wanted::Nothing);
    assert_eq!(at("@{ a = Get-").wanted, Wanted::Command);
}
