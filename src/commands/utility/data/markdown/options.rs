//! `Get-MarkdownOption`, `Set-MarkdownOption`: the colours of Markdown in terminals.

use engine::declare::Check;
use engine::{Run, Shell, Switch, cmdlet};
use object::record::{Object, Shape, SlotKind};
use object::{Result, Str, Type, TypeInfo, Value, types};
use std::cell::RefCell;

/// `PSMarkdownOptionInfo`
pub static OPTION_INFO: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo",
    &types::OBJECT,
);

/// The colours, each an escape sequence without the escape character.
#[derive(Clone)]
pub struct Colours {
    /// Of headings by level.
    pub headings: [Str; 6],
    /// Of code.
    pub code: Str,
    /// Of links.
    pub link: Str,
    /// Of images.
    pub image: Str,
    /// Of bold text.
    pub bold: Str,
    /// Of emphasised text.
    pub italics: Str,
}

thread_local! {
    static CURRENT: RefCell<Colours> = RefCell::new(Colours::theme(true));
}

impl Colours {
    /// Those of a theme.
    fn theme(dark: bool) -> Colours {
        let headings = match dark {
            true => ["[7m", "[4;93m", "[4;94m", "[4;95m", "[4;96m", "[4;97m"],
            false => ["[7m", "[4;33m", "[4;34m", "[4;35m", "[4;36m", "[4;30m"],
        };
        Colours {
            headings: headings.map(Str::from),
            code: "[48;2;155;155;155;38;2;30;30;30m".into(),
            link: "[4;38;5;117m".into(),
            image: "[33m".into(),
            bold: "[1m".into(),
            italics: "[36m".into(),
        }
    }

    /// Those that are set.
    pub fn current() -> Colours {
        CURRENT.with_borrow(Colours::clone)
    }

    fn info(&self) -> Value {
        let names = [
            "Header1",
            "Header2",
            "Header3",
            "Header4",
            "Header5",
            "Header6",
            "Code",
            "Link",
            "Image",
            "EmphasisBold",
            "EmphasisItalics",
            "EnableVT100Encoding",
        ];
        let mut values: Vec<Value> = self.headings.iter().cloned().map(Value::Str).collect();
        let rest = [
            &self.code,
            &self.link,
            &self.image,
            &self.bold,
            &self.italics,
        ];
        values.extend(rest.map(|colour| Value::Str(colour.clone())));
        values.push(Value::Bool(true));
        let shape = Shape::of(Type::Known(&OPTION_INFO), &names, SlotKind::Property);
        Value::Object(Object::new(shape, values))
    }
}

const SEQUENCE: &[Check] = &[Check::Pattern("^\\[*[0-9;]*?m{1}")];

cmdlet! {
    /// Tells how Markdown is coloured in terminals.
    pub struct GetMarkdownOption = "Get-MarkdownOption" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.GetMarkdownOptionCommand" {
    }
}
cmdlet! {
    /// Sets how Markdown is coloured in terminals.
    pub struct SetMarkdownOption = "Set-MarkdownOption" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SetMarkdownOptionCommand", default_set "IndividualSetting" {
        /// Of headings of the first level.
        header_1_color = "Header1Color": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of the second.
        header_2_color = "Header2Color": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of the third.
        header_3_color = "Header3Color": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of the fourth.
        header_4_color = "Header4Color": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of the fifth.
        header_5_color = "Header5Color": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of the sixth.
        header_6_color = "Header6Color": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of code.
        code = "Code": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of images.
        image_alt_text_foreground_color = "ImageAltTextForegroundColor": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of links.
        link_foreground_color = "LinkForegroundColor": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of emphasised text.
        italics_foreground_color = "ItalicsForegroundColor": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Of bold text.
        bold_foreground_color = "BoldForegroundColor": Option<Str> => set("IndividualSetting"), check(SEQUENCE);
        /// Writes what holds now.
        pass_thru = "PassThru": Switch;
        /// The colours of a theme.
        theme = "Theme": Option<Str> => set("Theme"), mandatory, check(&[Check::Set(&["Dark", "Light"])]);
    }
}

impl Run for GetMarkdownOption {
    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        shell.write(Colours::current().info())
    }
}

impl Run for SetMarkdownOption {
    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        let mut colours = match &self.theme {
            Some(theme) => Colours::theme(theme.eq_ignore_ascii_case("Dark")),
            None => Colours::current(),
        };
        let headings = [
            &self.header_1_color,
            &self.header_2_color,
            &self.header_3_color,
            &self.header_4_color,
            &self.header_5_color,
            &self.header_6_color,
        ];
        for (place, given) in colours.headings.iter_mut().zip(headings) {
            if let Some(given) = given {
                *place = given.clone();
            }
        }
        for (place, given) in [
            (&mut colours.code, &self.code),
            (&mut colours.image, &self.image_alt_text_foreground_color),
            (&mut colours.link, &self.link_foreground_color),
            (&mut colours.italics, &self.italics_foreground_color),
            (&mut colours.bold, &self.bold_foreground_color),
        ] {
            if let Some(given) = given {
                *place = given.clone();
            }
        }
        CURRENT.set(colours.clone());
        if self.pass_thru.is_on() {
            shell.write(colours.info())?;
        }
        Ok(())
    }
}
