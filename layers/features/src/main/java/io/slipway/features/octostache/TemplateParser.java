package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Symbol;
import io.slipway.features.octostache.TemplateToken.Choice;
import io.slipway.features.octostache.TemplateToken.Condition;
import io.slipway.features.octostache.TemplateToken.Each;
import io.slipway.features.octostache.TemplateToken.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads templates. The original continues from the position of the failure that it reports, and so does this parser. */
final class TemplateParser extends ExpressionParser {
    /** The number of steps counted for trying a token. */
    private static final int TOKEN_STEPS = 25;

    private static final String EACH_END = "#{/each}";
    private static final List<String> IN_IF = List.of("#{else}", "#{elseif ");

    /**
     * The results by position: a token in a filter's option is tried again for each kind of outer token, which would
     * double the work with each level of nesting.
     */
    private final Map<Integer, Parsed<TemplateToken>> nested = new HashMap<>();

    private final Mistakes mistakes;

    private TemplateParser(String text) {
        super(text, new Effort());
        this.mistakes = new Mistakes(text);
    }

    /**
     * A parsed template, including its mistakes.
     *
     * @param tokens its tokens
     * @param log the reports so far
     */
    record ParsedTemplate(List<TemplateToken> tokens, TokenLog log) {}

    /** Reads the whole text as a template; empty if it is not one. */
    static Optional<List<TemplateToken>> parse(String text) {
        TemplateParser parser = new TemplateParser(text);
        Parsed<List<TemplateToken>> tokens = parser.tokens(0, List.of());
        return tokens.position() == text.length() ? Optional.of(tokens.get()) : Optional.empty();
    }

    /** Reads the text as a template in which unreadable parts are literal. */
    static ParsedTemplate parseOnwards(String text) {
        TemplateParser parser = new TemplateParser(text);
        TokenLog log = new TokenLog(parser.mistakes);
        List<TemplateToken> all = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            Parsed<TemplateToken> token = parser.token(position);
            if (token.failed()) {
                log.unread(position);
                int end = Math.max(token.position(), position + 1);
                all.add(new TemplateToken.Text(text.substring(position, Math.min(end, text.length()))));
                position = end;
            } else {
                all.add(token.get());
                position = token.position();
            }
        }
        return new ParsedTemplate(all, log);
    }

    /** Reads tokens until one begins with one of these texts. */
    private Parsed<List<TemplateToken>> tokens(int position, List<String> ends) {
        List<TemplateToken> tokens = new ArrayList<>();
        int end = position;
        while (end < text.length()) {
            int here = end;
            if (text.charAt(end) == '#' && ends.stream().anyMatch(stop -> at(here, stop))) {
                break;
            }
            effort.took(TOKEN_STEPS);
            Parsed<TemplateToken> token = token(end);
            if (token.failed()) {
                break;
            }
            tokens.add(token.get());
            end = token.position();
        }
        return Parsed.of(tokens, end);
    }

    private Parsed<TemplateToken> token(int position) {
        if (!at(position, "#{")) {
            return literal(position);
        }
        Parsed<TemplateToken> token = nested(position);
        if (!token.failed()) {
            return token;
        }
        Parsed<TemplateToken> text = literal(position);
        return text.failed() ? token.orFurther(text) : text;
    }

    @Override
    Parsed<TemplateToken> nested(int position) {
        if (!at(position, "#{") || at(position, "#{/") || depth >= MAX_DEPTH) {
            return Parsed.failure(mismatch(position, "#{"));
        }
        Parsed<TemplateToken> known = nested.get(position);
        if (known == null) {
            known = oneOf(position);
            nested.put(position, known);
        }
        return known;
    }

    private Parsed<TemplateToken> oneOf(int position) {
        depth++;
        try {
            Parsed<TemplateToken> best = choice(position);
            for (int i = 0; i < 3 && best.failed(); i++) {
                Parsed<TemplateToken> other = switch (i) {
                    case 0 -> new CalculationParser(text, effort).calculation(position);
                    case 1 -> each(position);
                    default -> substitution(position);
                };
                best = other.failed() ? best.orFurther(other) : other;
            }
            return best;
        } finally {
            depth--;
        }
    }

    private Parsed<TemplateToken> substitution(int position) {
        Parsed<Expression> expression = expression(position + 2);
        int end = expression.position();
        if (!expression.failed() && at(end, "}")) {
            return Parsed.of(new TemplateToken.Substitution(expression.get(), position), end + 1);
        }
        mistakes.substitution(position, end);
        return expression.failed() ? expression.elsewhere() : Parsed.failure(end);
    }

    /** Reads text up to the next token. A doubled sign before a token is one sign, or makes the token literal. */
    private Parsed<TemplateToken> literal(int position) {
        StringBuilder literal = new StringBuilder();
        int end = position;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c != '#') {
                literal.append(c);
                end++;
            } else if (end == text.length() - 1) {
                literal.append('#');
                end++;
            } else if (at(end, "##") && at(end + 2, "#{") && end + 4 < text.length()) {
                literal.append('#');
                end += 2;
            } else if (at(end, "##{")) {
                literal.append("#{");
                end += 3;
            } else if (text.charAt(end + 1) != '{') {
                literal.append(text, end, end + 2);
                end += 2;
            } else {
                break;
            }
        }
        return end == position
                ? Parsed.failure(Math.min(position + 1, text.length()))
                : Parsed.of(new TemplateToken.Text(literal.toString()), end);
    }

    private Parsed<TemplateToken> choice(int position) {
        int start = skipSpace(position + 2);
        String keyword = atIgnoringCase(start, "unless") ? "unless" : "if";
        if (!atIgnoringCase(start, keyword)) {
            return Parsed.failure(start);
        }
        int behind = start + keyword.length();
        if (skipSpace(behind) == behind) {
            return Parsed.failure(behind);
        }
        Parsed<Condition> condition = condition(skipSpace(behind));
        int close = skipSpace(condition.position());
        if (condition.failed() || !at(close, "}")) {
            mistakes.unreadable(
                    position, keyword, "#{" + keyword + " A}, #{" + keyword + " A == B} or #{" + keyword + " A != B}");
            return condition.failed() ? condition.elsewhere() : Parsed.failure(close);
        }
        return branches(keyword.equals("if"), condition.get(), position, close + 1, "#{/" + keyword + "}");
    }

    private Parsed<TemplateToken> branches(boolean positive, Condition condition, int at, int position, String end) {
        Parsed<List<TemplateToken>> body = tokens(position, positive ? IN_IF : List.of("#{else}"));
        int next = body.position();
        List<TemplateToken> other = List.of();
        if (positive && at(next, "#{elseif ")) {
            Parsed<TemplateToken> nested = elseIf(next, end);
            if (nested.failed()) {
                mistakes.notClosed(at, next, end);
                return nested;
            }
            return Parsed.of(new Choice(condition, body.get(), List.of(nested.get()), at), nested.position());
        }
        if (at(next, "#{else}")) {
            Parsed<List<TemplateToken>> otherwise = tokens(next + 7, List.of());
            other = otherwise.get();
            next = otherwise.position();
        }
        if (!at(next, end)) {
            mistakes.notClosed(at, next, end);
            return Parsed.failure(mismatch(next, end));
        }
        Choice choice =
                positive ? new Choice(condition, body.get(), other, at) : new Choice(condition, other, body.get(), at);
        return Parsed.of(choice, next + end.length());
    }

    private Parsed<TemplateToken> elseIf(int position, String end) {
        Parsed<Condition> condition = condition(skipSpace(position + "#{elseif ".length()));
        int close = skipSpace(condition.position());
        if (condition.failed() || !at(close, "}")) {
            mistakes.unreadable(position, "elseif", "#{elseif A}, #{elseif A == B} or #{elseif A != B}");
            return condition.failed() ? condition.elsewhere() : Parsed.failure(close);
        }
        return branches(true, condition.get(), position, close + 1, end);
    }

    private Parsed<Condition> condition(int position) {
        Parsed<Side> left = side(position);
        if (left.failed()) {
            return left.elsewhere();
        }
        int end = skipSpace(left.position());
        for (String operator : List.of("==", "!=")) {
            if (at(end, operator)) {
                Parsed<Side> right = side(skipSpace(end + 2));
                boolean texts = !right.failed()
                        && left.get().expression() == null
                        && right.get().expression() == null;
                if (!right.failed() && !texts) {
                    return Parsed.of(new Condition(left.get(), operator, right.get()), right.position());
                }
                return Parsed.failure(right.failed() ? right.position() : end);
            }
        }
        return left.get().expression() == null
                ? Parsed.failure(end)
                : Parsed.of(new Condition(left.get(), "", null), end);
    }

    private Parsed<Side> side(int position) {
        Parsed<String> quoted = quoted(position);
        if (!quoted.failed()) {
            return Parsed.of(new Side(null, quoted.get()), quoted.position());
        }
        Parsed<Expression> expression = expression(position);
        return expression.failed()
                ? quoted.<Side>elsewhere().orFurther(expression.elsewhere())
                : Parsed.of(new Side(expression.get(), ""), expression.position());
    }

    private Parsed<TemplateToken> each(int position) {
        int start = skipSpace(position + 2);
        if (!atIgnoringCase(start, "each")) {
            return Parsed.failure(start);
        }
        int behind = skipSpace(start + 4);
        if (behind == start + 4) {
            return Parsed.failure(behind);
        }
        Parsed<String> enumerator = name(behind);
        int in = skipSpace(enumerator.position());
        Parsed<Symbol> collection =
                enumerator.failed() || !atIgnoringCase(in, "in") ? Parsed.failure(in) : symbol(skipSpace(in + 2));
        int close = skipSpace(collection.position());
        if (collection.failed() || !at(close, "}")) {
            mistakes.unreadable(position, "each", "#{each item in Collection}");
            return collection.failed() ? collection.elsewhere() : Parsed.failure(close);
        }
        Parsed<List<TemplateToken>> body = tokens(close + 1, List.of());
        if (!at(body.position(), EACH_END)) {
            mistakes.notClosed(position, body.position(), EACH_END);
            return Parsed.failure(mismatch(body.position(), EACH_END));
        }
        return Parsed.of(
                new Each(enumerator.get(), collection.get(), body.get(), position),
                body.position() + EACH_END.length());
    }
}
