package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Symbol;

/** Reads calculations: the four operations with their usual precedence, parentheses, numbers and variables. */
final class CalculationParser extends ExpressionParser {
    private static final String KEYWORD = "calc";

    CalculationParser(String text, Effort effort) {
        super(text, effort);
    }

    Parsed<TemplateToken> calculation(int position) {
        int start = skipSpace(position + 2);
        if (!atIgnoringCase(start, KEYWORD)) {
            return Parsed.failure(start);
        }
        int behind = skipSpace(start + KEYWORD.length());
        if (behind == start + KEYWORD.length()) {
            return Parsed.failure(behind);
        }
        Parsed<Term> term = sum(behind);
        if (term.failed()) {
            return term.elsewhere();
        }
        int close = skipSpace(term.position());
        return at(close, "}")
                ? Parsed.of(new TemplateToken.Calculation(term.get(), position), close + 1)
                : Parsed.failure(close);
    }

    private Parsed<Term> sum(int position) {
        Parsed<Term> left = product(position);
        while (!left.failed()) {
            int sign = skipSpace(left.position());
            if (!at(sign, "+") && !at(sign, "-")) {
                return left;
            }
            Parsed<Term> right = product(sign + 1);
            if (right.failed()) {
                return left;
            }
            left = Parsed.of(new Term.Operation(left.get(), text.charAt(sign), right.get()), right.position());
        }
        return left;
    }

    private Parsed<Term> product(int position) {
        Parsed<Term> left = factor(position);
        while (!left.failed()) {
            int sign = skipSpace(left.position());
            if (!at(sign, "*") && !at(sign, "/")) {
                return left;
            }
            Parsed<Term> right = factor(sign + 1);
            if (right.failed()) {
                return left;
            }
            left = Parsed.of(new Term.Operation(left.get(), text.charAt(sign), right.get()), right.position());
        }
        return left;
    }

    private Parsed<Term> factor(int position) {
        int start = skipSpace(position);
        if (at(start, "(") && depth < MAX_DEPTH) {
            depth++;
            Parsed<Term> inner = sum(start + 1);
            depth--;
            if (!inner.failed() && at(skipSpace(inner.position()), ")")) {
                return Parsed.of(inner.get(), skipSpace(inner.position()) + 1);
            }
            return inner.failed() ? inner : Parsed.failure(skipSpace(inner.position()));
        }
        if (at(start, "{")) {
            Parsed<Symbol> symbol = symbol(start + 1);
            int close = skipSpace(symbol.position());
            return !symbol.failed() && at(close, "}")
                    ? Parsed.of(new Term.Variable(symbol.get()), close + 1)
                    : Parsed.failure(close);
        }
        int end = start;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end > start) {
            try {
                return Parsed.of(new Term.Constant(Double.parseDouble(text.substring(start, end))), end);
            } catch (NumberFormatException e) {
                return Parsed.failure(start);
            }
        }
        Parsed<Symbol> symbol = symbol(start);
        return symbol.failed() ? symbol.elsewhere() : Parsed.of(new Term.Variable(symbol.get()), symbol.position());
    }

    /** Reads a name. Parentheses belong to the calculation, not to a name. */
    @Override
    Parsed<String> name(int position) {
        Parsed<String> name = super.name(position);
        if (name.failed()) {
            return name;
        }
        String raw = text.substring(position, name.position());
        int end = 0;
        while (end < raw.length() && raw.charAt(end) != '(' && raw.charAt(end) != ')') {
            end++;
        }
        return end == 0
                ? Parsed.failure(position)
                : Parsed.of(DotNetSpaces.trim(raw.substring(0, end)), position + end);
    }
}
