//! `Invoke-WebRequest`, `Invoke-RestMethod`, `Send-MailMessage`, `Out-GridView`: what needs a network or a window. A closed door
//! answers first; behind an open one nothing is simulated, and the error says so.

use crate::utility::objects::argument::{DictionaryArgument, UriArgument};
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Category, Fault, Result, Str, Value, convert, types};

cmdlet! {
    /// Asks a web server; the network is not simulated.
    pub struct InvokeWebRequest = "Invoke-WebRequest" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.InvokeWebRequestCommand", default_set "StandardMethod" {
        /// The address.
        uri = "Uri": UriArgument => mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// The method.
        method = "Method": Option<Str>;
        /// Headers to send.
        headers = "Headers": DictionaryArgument;
        /// What to send.
        body = "Body": Option<Value> => pipeline;
        /// Type of what is sent.
        content_type = "ContentType": Option<Str>;
        /// File to save the answer to.
        out_file = "OutFile": Option<Str>;
        /// Seconds to wait.
        timeout_seconds = "TimeoutSec": Option<i32> => alias(&["ConnectionTimeoutSeconds"]);
        /// Kept for old scripts; does nothing.
        use_basic_parsing = "UseBasicParsing": Switch;
        /// Takes any certificate.
        skip_certificate_check = "SkipCertificateCheck": Switch;
    }
}

cmdlet! {
    /// Asks a web service; the network is not simulated.
    pub struct InvokeRestMethod = "Invoke-RestMethod" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.InvokeRestMethodCommand", default_set "StandardMethod" {
        /// The address.
        uri = "Uri": UriArgument => mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// The method.
        method = "Method": Option<Str>;
        /// Headers to send.
        headers = "Headers": DictionaryArgument;
        /// What to send.
        body = "Body": Option<Value> => pipeline;
        /// Type of what is sent.
        content_type = "ContentType": Option<Str>;
        /// File to save the answer to.
        out_file = "OutFile": Option<Str>;
        /// Seconds to wait.
        timeout_seconds = "TimeoutSec": Option<i32> => alias(&["ConnectionTimeoutSeconds"]);
        /// Kept for old scripts; does nothing.
        use_basic_parsing = "UseBasicParsing": Switch;
        /// Takes any certificate.
        skip_certificate_check = "SkipCertificateCheck": Switch;
    }
}

cmdlet! {
    /// Sends mail; the network is not simulated.
    pub struct SendMailMessage = "Send-MailMessage" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SendMailMessage" {
        /// Files to attach.
        attachments = "Attachments": Option<Vec<Str>> => pipeline, alias(&["PsPath"]);
        /// Who gets a blind copy.
        bcc = "Bcc": Option<Vec<Str>> => by_name;
        /// The text.
        body = "Body": Option<Str> => position(2), by_name;
        /// The text is HTML.
        body_as_html = "BodyAsHtml": Switch => by_name, alias(&["BAH"]);
        /// Who gets a copy.
        cc = "Cc": Option<Vec<Str>> => by_name;
        /// Who sends it.
        from = "From": Option<Str> => mandatory, by_name;
        /// The mail server.
        smtp_server = "SmtpServer": Option<Str> => position(3), by_name, alias(&["ComputerName"]);
        /// How urgent it is.
        priority = "Priority": Option<Str> => by_name;
        /// Whom to answer.
        reply_to = "ReplyTo": Option<Vec<Str>> => by_name;
        /// The subject.
        subject = "Subject": Option<Str> => position(1), by_name, alias(&["sub"]);
        /// Who gets it.
        to = "To": Option<Vec<Str>> => position(0), by_name;
        /// The port of the server.
        port = "Port": Option<i32> => by_name;
        /// Encrypts the connection.
        use_ssl = "UseSsl": Switch => by_name;
    }
}

cmdlet! {
    /// Shows objects in a window of their own; windows are not simulated.
    pub struct OutGridView = "Out-GridView" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.OutGridViewCommand", default_set "PassThru" {
        /// The objects to show.
        input_object = "InputObject": PsObject => pipeline;
        /// Title of the window.
        title = "Title": Option<Str>;
        /// Writes what was chosen.
        pass_thru = "PassThru": Switch => set("PassThru");
        /// Waits until the window is closed.
        wait = "Wait": Switch => set("Wait");
    }
}

fn not_simulated(what: &str) -> Result {
    Fault::new(
        &types::NOT_SUPPORTED_EXCEPTION,
        format!("{what} not simulated."),
    )
    .id("NotSimulated")
    .category(Category::NotImplemented)
    .raise()
}

/// Asks for the door to the host of an address, and says what lies behind it.
fn reach(shell: &mut Shell<'_>, uri: Option<Value>) -> Result {
    let address = uri.unwrap_or_default();
    let text = convert::to_text(shell.engine, &address)?;
    let rest = text.split_once("://").map_or(&*text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host
        .rsplit('@')
        .next()
        .unwrap_or_default()
        .split(':')
        .next()
        .unwrap_or_default();
    shell.engine.doors.may_reach(host)?;
    not_simulated("The network is")
}

impl Run for InvokeWebRequest {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        reach(shell, self.uri.0.clone())
    }
}

impl Run for InvokeRestMethod {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        reach(shell, self.uri.0.clone())
    }
}

impl Run for SendMailMessage {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let server = self.smtp_server.clone().unwrap_or_default();
        shell.engine.doors.may_reach(&server)?;
        not_simulated("The network is")
    }
}

impl Run for OutGridView {
    fn begin(&mut self, _shell: &mut Shell<'_>) -> Result {
        not_simulated("Windows are")
    }
}
