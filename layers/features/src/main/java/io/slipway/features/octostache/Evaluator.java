package io.slipway.features.octostache;

import io.slipway.features.octostache.Evaluation.Use;
import io.slipway.features.octostache.Expression.Filtered;
import io.slipway.features.octostache.Expression.Symbol;
import io.slipway.features.octostache.Token.Calculation;
import io.slipway.features.octostache.Token.Choice;
import io.slipway.features.octostache.Token.Each;
import io.slipway.features.octostache.Token.Side;
import io.slipway.features.octostache.Token.Substitution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what tokens come to. */
final class Evaluator {
    private static final String EACH = "Octopus.Template.Each.";

    private final Run run;
    private final @Nullable Set<Use> uses;
    private final Findings findings = new Findings();

    /** For a value: where its tokens stand in it matters to nobody. */
    Evaluator(Run run) {
        this(run, null);
    }

    /** For a template whose tokens are told. */
    Evaluator(Run run, @Nullable Set<Use> uses) {
        this.run = run;
        this.uses = uses;
    }

    Findings evaluate(List<Token> tokens, Scope scope, StringBuilder out) {
        for (Token token : tokens) {
            evaluate(token, scope, out);
        }
        return findings;
    }

    private void evaluate(Token token, Scope scope, StringBuilder out) {
        run.evaluated();
        switch (token) {
            case Token.Text literal -> write(literal.text(), out);
            case Substitution substitution -> substitute(substitution, scope, out);
            case Choice choice -> choose(choice, scope, out);
            case Each each -> repeat(each, scope, out);
            case Calculation calculation -> {
                Optional<Double> result = compute(calculation.term(), scope);
                used(calculation.term(), calculation.at(), result.isPresent());
                write(result.map(Doubles::text).orElse(calculation.toString()), out);
            }
        }
    }

    private void write(String text, StringBuilder out) {
        run.wrote(text.length());
        out.append(text);
    }

    private void used(@Nullable Expression expression, int at, boolean found) {
        if (uses != null && expression != null) {
            uses.add(new Use(nameOf(expression), at, found));
        }
    }

    private void used(Term term, int at, boolean found) {
        switch (term) {
            case Term.Constant constant -> {}
            case Term.Variable variable -> used(variable.symbol(), at, found);
            case Term.Operation operation -> {
                used(operation.left(), at, found);
                used(operation.right(), at, found);
            }
        }
    }

    private static String nameOf(Expression expression) {
        return switch (expression) {
            case Symbol symbol -> symbol.toString();
            case Filtered filtered -> {
                String name = nameOf(filtered.input());
                yield name.isEmpty() ? "| " + filtered.filter() : name;
            }
        };
    }

    private void substitute(Substitution token, Scope scope, StringBuilder out) {
        String value = value(token.expression(), scope);
        used(token.expression(), token.at(), value != null);
        if (value != null) {
            write(value, out);
        } else if (token.expression() instanceof Filtered filtered
                && filtered.filter().equals("null")) {
            findings.nulls().add(token.toString());
        } else {
            findings.missing().add(token.toString());
            write(token.toString(), out);
        }
    }

    private @Nullable String value(Expression expression, Scope scope) {
        return switch (expression) {
            case Symbol symbol ->
                scope.resolve(symbol, findings).map(Binding::value).orElse(null);
            case Filtered filtered -> {
                String input = value(filtered.input(), scope);
                List<String> options = new ArrayList<>();
                for (Token option : filtered.options()) {
                    StringBuilder text = new StringBuilder();
                    evaluate(option, scope.inner(new Binding()), text);
                    options.add(text.toString());
                }
                yield filtered(filtered.filter(), input, options);
            }
        };
    }

    /** What goes wrong in a filter is told with what it went wrong on, unless that may be a secret. */
    private @Nullable String filtered(String filter, @Nullable String input, List<String> options) {
        try {
            return run.filters().apply(filter, input, options);
        } catch (OctostacheException e) {
            throw run.sensitive()
                    ? new OctostacheException("The filter " + filter + " has no answer for a value that is sensitive")
                    : e;
        }
    }

    /** In a condition a variable that is missing is empty; a filter without an answer leaves the whole as it is. */
    private void choose(Choice choice, Scope scope, StringBuilder out) {
        Side rightSide = choice.condition().right();
        Optional<String> left = side(choice.condition().left(), scope);
        Optional<String> right = rightSide == null ? Optional.of("") : side(rightSide, scope);
        used(choice.condition().left().expression(), choice.at(), left.isPresent());
        used(rightSide == null ? null : rightSide.expression(), choice.at(), right.isPresent());
        if (left.isEmpty() || right.isEmpty()) {
            Side missing =
                    left.isEmpty() || rightSide == null ? choice.condition().left() : rightSide;
            findings.missing().add(missing.toString());
            write(choice.toString(), out);
            return;
        }
        boolean holds = switch (choice.condition().operator()) {
            case "==" -> left.get().equals(right.get());
            case "!=" -> !left.get().equals(right.get());
            default -> isTruthy(left.get());
        };
        for (Token token : holds ? choice.truthy() : choice.falsy()) {
            evaluate(token, scope, out);
        }
    }

    private Optional<String> side(Side side, Scope scope) {
        if (side.expression() == null) {
            return Optional.of(side.text());
        }
        String value = value(side.expression(), scope);
        return side.expression() instanceof Symbol
                ? Optional.of(value == null ? "" : value)
                : Optional.ofNullable(value);
    }

    /** What counts as yes: everything but 0, nothing, no and false. */
    static boolean isTruthy(String value) {
        String trimmed = Spaces.trim(value);
        return !value.equals("0")
                && !value.isEmpty()
                && !trimmed.equalsIgnoreCase("no")
                && !trimmed.equalsIgnoreCase("false");
    }

    private void repeat(Each each, Scope scope, StringBuilder out) {
        List<Binding> items = scope.items(each.collection(), findings);
        used(each.collection(), each.at(), true);
        for (int i = 0; i < items.size(); i++) {
            run.evaluated();
            Binding locals = new Binding();
            set(locals, "Index", Integer.toString(i));
            set(locals, "First", i == 0 ? "True" : "False");
            set(locals, "Last", i == items.size() - 1 ? "True" : "False");
            locals.putNamed(each.enumerator(), items.get(i));
            Scope inner = scope.inner(locals);
            for (Token token : each.body()) {
                evaluate(token, inner, out);
            }
        }
    }

    private static void set(Binding locals, String name, String value) {
        Binding place = locals;
        for (String step : (EACH + name).split("\\.", -1)) {
            place = place.orAddNamed(step);
        }
        place.set(value, false);
    }

    private Optional<Double> compute(Term term, Scope scope) {
        return switch (term) {
            case Term.Constant number -> Optional.of(number.value());
            case Term.Variable variable -> number(variable.symbol(), scope);
            case Term.Operation operation ->
                compute(operation.left(), scope)
                        .flatMap(left -> compute(operation.right(), scope).map(right -> switch (operation.operator()) {
                            case '+' -> left + right;
                            case '-' -> left - right;
                            case '*' -> left * right;
                            default -> left / right;
                        }));
        };
    }

    private Optional<Double> number(Symbol symbol, Scope scope) {
        return Optional.ofNullable(value(symbol, scope)).flatMap(Doubles::read).map(BigDecimal::doubleValue);
    }
}
