//! The lowered program as text: one line a node, indented by depth. For snapshots, and for whoever asks why something is slow.

use crate::program::*;
use object::Value;
use std::fmt::Write as _;

/// The listing of a program.
pub fn listing(program: &Program) -> String {
    let mut out = String::new();
    let slots: Vec<String> = (0..program.layout.len())
        .map(|slot| format!("{slot}:{}", program.layout.symbol(slot as u32).text()))
        .collect();
    let _ = writeln!(out, "slots {}", slots.join(" "));
    for parameter in &program.parameters {
        let kept = if parameter.constrained {
            " constrained"
        } else {
            ""
        };
        let _ = writeln!(out, "parameter {}{kept}", parameter.slot);
        if let Some(default) = &parameter.default {
            expr(&mut out, default, 1);
        }
    }
    let named = [
        ("dynamicparam", &program.dynamic),
        ("begin", &program.begin),
        ("process", &program.process),
        ("end", &program.end),
        ("clean", &program.clean),
    ];
    for (name, part) in named {
        if let Some(part) = part {
            let _ = writeln!(out, "{name}");
            block(&mut out, part, 1);
        }
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
}

fn block(out: &mut String, part: &Block, depth: usize) {
    for statement in &part.statements {
        stmt(out, statement, depth);
    }
    for trap in &part.traps {
        line(out, depth, "trap");
        block(out, &trap.body, depth + 1);
    }
}

fn stmt(out: &mut String, statement: &Stmt, depth: usize) {
    match &statement.kind {
        StmtKind::Write(value) | StmtKind::WriteResult(value) => {
            nested(out, depth, "write", &[value])
        }
        StmtKind::Effect(value) | StmtKind::EffectResult(value) => {
            nested(out, depth, "effect", &[value])
        }
        StmtKind::Pipe(pipe) => {
            line(out, depth, "pipe");
            for stage in &pipe.stages {
                match stage {
                    Stage::Value(value, _, _) => nested(out, depth + 1, "value", &[value]),
                    Stage::Command(node) => command(out, node, depth + 1),
                }
            }
        }
        StmtKind::If(clauses, otherwise) => {
            for (condition, then) in clauses {
                nested(out, depth, "if", &[&condition.value]);
                block(out, then, depth + 1);
            }
            if let Some(otherwise) = otherwise {
                line(out, depth, "else");
                block(out, otherwise, depth + 1);
            }
        }
        StmtKind::While(repeat) | StmtKind::Do(repeat, _) => looped(out, repeat, depth),
        StmtKind::For(initial, repeat) => {
            if let Some(initial) = initial {
                stmt(out, initial, depth);
            }
            looped(out, repeat, depth);
        }
        StmtKind::ForEach(each) => {
            nested(
                out,
                depth,
                &format!("foreach {}", target(&each.variable)),
                &[&each.source.value],
            );
            block(out, &each.body, depth + 1);
        }
        StmtKind::Return(Some(value)) => {
            line(out, depth, "return");
            stmt(out, value, depth + 1);
        }
        StmtKind::Try(attempt) => {
            line(out, depth, "try");
            block(out, &attempt.body, depth + 1);
            for (_, body) in &attempt.catches {
                line(out, depth, "catch");
                block(out, body, depth + 1);
            }
            if let Some(finally) = &attempt.finally {
                line(out, depth, "finally");
                block(out, finally, depth + 1);
            }
        }
        StmtKind::Switch(switch) => {
            nested(out, depth, "switch", &[&switch.condition.value]);
            for (test, _, body) in &switch.clauses {
                nested(out, depth + 1, "case", &[test]);
                block(out, body, depth + 2);
            }
        }
        other => line(out, depth, plain_statement(other)),
    }
}

fn plain_statement(kind: &StmtKind) -> &'static str {
    match kind {
        StmtKind::Break(_) => "break",
        StmtKind::Continue(_) => "continue",
        StmtKind::Return(_) | StmtKind::ReturnValue(_) => "return",
        StmtKind::Exit(_) => "exit",
        StmtKind::Throw(_) => "throw",
        StmtKind::Function(_) => "function",
        StmtKind::Type(..) => "type",
        StmtKind::Chain(_) => "chain",
        StmtKind::Data(..) => "data",
        StmtKind::UsingModule(_) => "using module",
        StmtKind::Refused(..) => "refused",
        _ => "statement",
    }
}

fn looped(out: &mut String, repeat: &Loop, depth: usize) {
    line(out, depth, "loop");
    if let Some(condition) = &repeat.condition {
        expr(out, &condition.value, depth + 1);
    }
    block(out, &repeat.body, depth + 1);
    if let Some(step) = &repeat.step {
        stmt(out, step, depth + 1);
    }
}

fn command(out: &mut String, node: &CommandNode, depth: usize) {
    match &node.name {
        CommandName::Word(name, _) => line(out, depth, &format!("command {name}")),
        CommandName::Value(value) => nested(out, depth, "command", &[value]),
    }
    for argument in &node.arguments {
        match argument {
            Arg::Value(value, _) | Arg::Splat(value, _) => expr(out, value, depth + 1),
            Arg::Named { name, value, .. } => {
                line(out, depth + 1, &format!("-{name}"));
                if let Some(value) = value {
                    expr(out, value, depth + 2);
                }
            }
            Arg::Verbatim(text, _) => line(out, depth + 1, text),
        }
    }
}

fn nested(out: &mut String, depth: usize, name: &str, parts: &[&Expr]) {
    line(out, depth, name);
    for part in parts {
        expr(out, part, depth + 1);
    }
}

fn target(target: &Target) -> String {
    match target {
        Target::Local(slot, symbol) => format!("slot {slot} ${}", symbol.text()),
        Target::Declared(slot, symbol, _) => format!("declared {slot} ${}", symbol.text()),
        Target::Scoped(qualifier, symbol, _) => format!("{qualifier:?} ${}", symbol.text()),
        Target::Drive(drive) => format!("drive {}:{}", drive.0, drive.1),
        Target::Automatic(automatic) => format!("automatic {automatic:?}"),
        Target::Member(_) => "member".to_string(),
        Target::Index(_) => "index".to_string(),
        Target::List(targets) => targets
            .iter()
            .map(self::target)
            .collect::<Vec<_>>()
            .join(", "),
        Target::Constant(symbol) => format!("constant ${}", symbol.text()),
    }
}

fn expr(out: &mut String, value: &Expr, depth: usize) {
    match value {
        Expr::Const(value) => line(out, depth, &format!("const {}", shown(value))),
        Expr::Local(slot, symbol) => line(out, depth, &format!("slot {slot} ${}", symbol.text())),
        Expr::Scoped(qualifier, symbol) => {
            line(out, depth, &format!("{qualifier:?} ${}", symbol.text()))
        }
        Expr::Automatic(automatic) => line(out, depth, &format!("automatic {automatic:?}")),
        Expr::Arith(arith) => nested(
            out,
            depth,
            &format!("arith {:?}", arith.op),
            &[&arith.left, &arith.right],
        ),
        Expr::Binary(binary) => nested(
            out,
            depth,
            &format!("binary {:?}", binary.op),
            &[&binary.left, &binary.right],
        ),
        Expr::And(pair) => nested(out, depth, "and", &[&pair.0, &pair.1]),
        Expr::Or(pair) => nested(out, depth, "or", &[&pair.0, &pair.1]),
        Expr::Coalesce(pair) => nested(out, depth, "coalesce", &[&pair.0, &pair.1]),
        Expr::Not(operand) => nested(out, depth, "not", &[operand]),
        Expr::Unary(op, operand) => nested(out, depth, &format!("unary {op:?}"), &[operand]),
        Expr::Ternary(parts) => nested(out, depth, "ternary", &[&parts.0, &parts.1, &parts.2]),
        Expr::Convert(node) => nested(
            out,
            depth,
            &format!("convert {}", crate::types::written(&node.0.name)),
            &[&node.1],
        ),
        Expr::Type(name) => line(
            out,
            depth,
            &format!("type {}", crate::types::written(&name.name)),
        ),
        Expr::Array(items) => nested(out, depth, "array", &items.iter().collect::<Vec<_>>()),
        Expr::Record(node) => nested(
            out,
            depth,
            "record",
            &node.values.iter().collect::<Vec<_>>(),
        ),
        Expr::Index(node) => nested(out, depth, "index", &[&node.target, &node.index]),
        Expr::Member(node) => nested(
            out,
            depth,
            &format!("member {}", name(&node.name)),
            &[&node.target],
        ),
        Expr::Invoke(node) => {
            nested(
                out,
                depth,
                &format!("invoke {}", name(&node.name)),
                &[&node.target],
            );
            for argument in &node.arguments {
                expr(out, argument, depth + 1);
            }
        }
        Expr::Assign(node) => {
            let op = node.op.map(|op| format!(" {op:?}")).unwrap_or_default();
            nested(
                out,
                depth,
                &format!("assign{op} {}", target(&node.target)),
                &[&node.value],
            );
        }
        Expr::Increment(node) => line(
            out,
            depth,
            &format!("increment {} by {}", target(&node.target), node.by),
        ),
        Expr::Collect(body) | Expr::Sub(body) => {
            line(out, depth, "collect");
            block(out, body, depth + 1);
        }
        Expr::Capture(statement) | Expr::Statement(statement) => {
            line(out, depth, "capture");
            stmt(out, statement, depth + 1);
        }
        other => line(out, depth, plain_expression(other)),
    }
}

fn plain_expression(value: &Expr) -> &'static str {
    match value {
        Expr::Drive(_) => "drive",
        Expr::Using(_) => "using",
        Expr::Match(_) => "match",
        Expr::Table(_) => "table",
        Expr::Block(_) => "block",
        Expr::Expand(_) => "expand",
        _ => "expression",
    }
}

fn name(name: &MemberName) -> String {
    match name {
        MemberName::Word(word, _) => word.to_string(),
        MemberName::Value(_) => "computed".to_string(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null | Value::Nothing => "null".to_string(),
        Value::Str(text) => format!("{text:?}"),
        other => crate::values::plain_text(other).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::scope::Layout;

    #[test]
    fn operands_without_effects_become_arithmetic_on_slots() {
        let mut engine = Engine::new();
        let code = engine.parse("for ($i = 0; $i -lt 10; $i++) { $sum += $i * 2 }", None);
        let Ok(code) = code else {
            panic!("the text is sound")
        };
        let text = listing(&code.program_in(&Layout::new()));
        let expected = "\
slots 0:i 1:sum
end
  effect
    assign slot 0 $i
      const 0
  loop
    arith Less(Ignore)
      slot 0 $i
      const 10
    effect
      assign Add slot 1 $sum
        arith Multiply
          slot 0 $i
          const 2
    effect
      increment slot 0 $i by 1
";
        assert_eq!(text, expected);
    }
}
