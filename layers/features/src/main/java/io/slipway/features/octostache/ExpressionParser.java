package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Filtered;
import io.slipway.features.octostache.Expression.Symbol;
import java.util.ArrayList;
import java.util.List;

/** Reads paths to variables, and chains of filters. */
class ExpressionParser extends Lexer {
    /** The maximum depth of nested templates. */
    static final int MAX_DEPTH = 200;

    /** The maximum length of an index, in characters. */
    static final int MAX_INDEX = 10_000;

    /** The maximum depth of nested indices. */
    private static final int MAX_INDICES = 20;

    protected final Effort effort;
    protected int depth;
    private int indices;

    ExpressionParser(String text, Effort effort) {
        super(text);
        this.effort = effort;
    }

    /** Reads the path at the beginning of a variable's name. The rest is ignored. */
    static Parsed<Symbol> path(String name) {
        return new ExpressionParser(name, new Effort()).symbol(0);
    }

    Parsed<Symbol> symbol(int position) {
        Parsed<String> first = name(position);
        if (first.failed()) {
            return first.elsewhere();
        }
        List<PathStep> steps = new ArrayList<>();
        steps.add(new PathStep.Name(first.get()));
        int end = first.position();
        while (true) {
            Parsed<? extends PathStep> step = trailing(end);
            if (step.failed()) {
                return Parsed.of(new Symbol(steps), end);
            }
            steps.add(step.get());
            end = step.position();
        }
    }

    private Parsed<? extends PathStep> trailing(int position) {
        if (at(position, ".")) {
            Parsed<String> name = name(position + 1);
            return name.failed() ? name.elsewhere() : Parsed.of(new PathStep.Name(name.get()), name.position());
        }
        return at(position, "[") ? index(position) : Parsed.failure(position);
    }

    private Parsed<? extends PathStep> index(int position) {
        int start = skipSpace(position + 1);
        if (at(start, "#{") && !at(start, "#{/") && indices < MAX_INDICES) {
            indices++;
            Parsed<Symbol> symbol = symbol(skipSpace(start + 2));
            indices--;
            if (!symbol.failed() && at(skipSpace(symbol.position()), "}")) {
                int end = skipSpace(skipSpace(symbol.position()) + 1);
                if (at(end, "]")) {
                    return Parsed.of(new PathStep.Lookup(symbol.get()), end + 1);
                }
            }
        }
        int open = 1;
        for (int end = start; end < Math.min(text.length(), start + MAX_INDEX); end++) {
            char c = text.charAt(end);
            open += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (open == 0) {
                effort.took(end - start);
                return Parsed.of(new PathStep.Index(text.substring(start, end)), end + 1);
            }
        }
        effort.took(Math.min(text.length() - start, MAX_INDEX));
        return Parsed.failure(text.length());
    }

    /** Reads a chain of filters, or only a path. White space around it is skipped. */
    Parsed<Expression> expression(int position) {
        int start = skipSpace(position);
        Parsed<Expression> chain = chain(start);
        if (!chain.failed()) {
            return Parsed.of(chain.get(), skipSpace(chain.position()));
        }
        Parsed<Symbol> symbol = symbol(start);
        return symbol.failed()
                ? chain.orFurther(symbol.elsewhere())
                : Parsed.of(symbol.get(), skipSpace(symbol.position()));
    }

    private Parsed<Expression> chain(int position) {
        Parsed<Symbol> symbol = symbol(position);
        Expression expression = symbol.failed() ? new Symbol(List.of()) : symbol.get();
        int end = symbol.failed() ? position : skipSpace(symbol.position());
        boolean filtered = false;
        while (at(end, "|")) {
            Parsed<String> filter = word(skipSpace(end + 1));
            if (filter.failed()) {
                return filtered ? Parsed.of(expression, end) : filter.elsewhere();
            }
            List<TemplateToken> options = new ArrayList<>();
            end = skipSpace(filter.position());
            Parsed<TemplateToken> option = option(end);
            while (!option.failed()) {
                options.add(option.get());
                end = option.position();
                option = option(end);
            }
            expression = new Filtered(filter.get(), expression, options);
            filtered = true;
        }
        return filtered ? Parsed.of(expression, end) : Parsed.failure(end);
    }

    /** Reads an option of a filter. White space after a nested token is not skipped, as in the original. */
    private Parsed<TemplateToken> option(int position) {
        if (at(position, "#{")) {
            return nested(position);
        }
        Parsed<String> word = word(skipSpace(position));
        if (!word.failed()) {
            return Parsed.of(new TemplateToken.Text(word.get()), skipSpace(word.position()));
        }
        Parsed<String> quoted = quoted(position);
        return quoted.failed()
                ? quoted.elsewhere()
                : Parsed.of(new TemplateToken.Text(quoted.get()), quoted.position());
    }

    /** Reads a token inside an expression, as {@link TemplateParser} does. */
    Parsed<TemplateToken> nested(int position) {
        return Parsed.failure(position);
    }
}
