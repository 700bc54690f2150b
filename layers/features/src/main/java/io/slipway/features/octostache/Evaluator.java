package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Filtered;
import io.slipway.features.octostache.Expression.Symbol;
import io.slipway.features.octostache.TemplateToken.Calculation;
import io.slipway.features.octostache.TemplateToken.Choice;
import io.slipway.features.octostache.TemplateToken.Each;
import io.slipway.features.octostache.TemplateToken.Side;
import io.slipway.features.octostache.TemplateToken.Substitution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates tokens and writes the results. */
final class Evaluator {
    private static final String EACH = "Octopus.Template.Each.";

    /** The minimum length of a masked result of a calculation with a sensitive value, in characters. */
    private static final int MIN_SECRET_NUMBER = 4;

    private final Run run;
    private final TokenReports reports;
    private final TemplateFindings findings = new TemplateFindings();
    private @Nullable TokenProblem problem;

    /** Creates an evaluator of a value, whose tokens are not reported. */
    Evaluator(Run run) {
        this(run, null);
    }

    /** Creates an evaluator of a template, whose tokens are reported. */
    Evaluator(Run run, @Nullable TokenLog log) {
        this.run = run;
        this.reports = new TokenReports(log);
    }

    TemplateFindings evaluate(List<TemplateToken> tokens, TemplateScope scope, StringBuilder out) {
        for (TemplateToken token : tokens) {
            evaluate(token, scope, out);
        }
        return findings;
    }

    private void evaluate(TemplateToken token, TemplateScope scope, StringBuilder out) {
        run.evaluated();
        try {
            switch (token) {
                case TemplateToken.Text literal -> write(literal.text(), out);
                case Substitution substitution -> substitute(substitution, scope, out);
                case Choice choice -> choose(choice, scope, out);
                case Each each -> repeat(each, scope, out);
                case Calculation calculation -> calculate(calculation, scope, out);
            }
        } catch (OctostacheException e) {
            throw reports.at(token, e);
        }
    }

    private void write(String text, StringBuilder out) {
        run.wrote(text.length());
        out.append(text);
    }

    private void happened(TokenProblem first) {
        problem = problem == null ? first : problem;
    }

    private void substitute(Substitution token, TemplateScope scope, StringBuilder out) {
        problem = null;
        int known = findings.missing().size();
        boolean before = run.enter();
        String value = value(token.expression(), scope);
        if (value != null && run.sensitive() && token.expression() instanceof Filtered) {
            run.secret(value);
        }
        run.leave(before);
        reports.used(token.expression(), token.at(), value != null);
        if (value != null) {
            reports.leftWithin(token, findings, known);
            write(value, out);
        } else if (token.expression() instanceof Filtered filtered
                && filtered.filter().equals("null")) {
            findings.nulls().add(token.toString());
        } else {
            findings.missing().add(token.toString());
            reports.left(token, TokenReports.nameOf(token.expression()), problem);
            write(token.toString(), out);
        }
    }

    private void calculate(Calculation token, TemplateScope scope, StringBuilder out) {
        problem = null;
        boolean before = run.enter();
        Optional<String> result = compute(token.term(), scope).map(Doubles::text);
        if (run.sensitive()) {
            result.filter(text -> text.length() >= MIN_SECRET_NUMBER).ifPresent(run::secret);
        }
        run.leave(before);
        reports.used(token.term(), token.at(), result.isPresent());
        if (result.isEmpty()) {
            reports.left(token, "", problem);
        }
        write(result.orElse(token.toString()), out);
    }

    private @Nullable String value(Expression expression, TemplateScope scope) {
        return switch (expression) {
            case Symbol symbol ->
                scope.resolve(symbol, findings).map(this::written).orElse(null);
            case Filtered filtered -> {
                String input = value(filtered.input(), scope);
                List<String> options = new ArrayList<>();
                for (TemplateToken option : filtered.options()) {
                    StringBuilder text = new StringBuilder();
                    evaluate(option, scope.inner(new Binding()), text);
                    options.add(text.toString());
                }
                boolean given = input != null || isNothing(filtered.input());
                yield filtered(filtered.filter(), input, options, given);
            }
        };
    }

    private static boolean isNothing(Expression expression) {
        return expression instanceof Symbol symbol && symbol.steps().isEmpty();
    }

    private @Nullable String written(Binding place) {
        String value = place.value();
        if (value != null && place.sensitive()) {
            run.secret(value);
        }
        return value;
    }

    /** Applies a filter. An error quotes the input, unless it may be a secret. */
    private @Nullable String filtered(String filter, @Nullable String input, List<String> options, boolean given) {
        if (!run.filters().knows(filter)) {
            happened(TokenProblem.noFilter(filter));
        }
        try {
            String result = run.filters().apply(filter, input, options);
            if (result == null && given) {
                happened(TokenProblem.refused(filter, options, run.sensitive()));
            }
            return result;
        } catch (OctostacheException e) {
            throw run.sensitive()
                    ? new OctostacheException("The filter " + filter + " has no result for a value that is sensitive")
                    : e;
        }
    }

    /** Writes a branch. In a condition, a missing variable is empty; if a filter has no result, the whole choice is left unchanged. */
    private void choose(Choice choice, TemplateScope scope, StringBuilder out) {
        problem = null;
        Side rightSide = choice.condition().right();
        Optional<String> left = side(choice.condition().left(), scope);
        Optional<String> right = rightSide == null ? Optional.of("") : side(rightSide, scope);
        reports.used(choice.condition().left().expression(), choice.at(), left.isPresent());
        reports.used(rightSide == null ? null : rightSide.expression(), choice.at(), right.isPresent());
        if (left.isEmpty() || right.isEmpty()) {
            Side missing =
                    left.isEmpty() || rightSide == null ? choice.condition().left() : rightSide;
            findings.missing().add(missing.toString());
            reports.left(choice, missing.toString(), problem);
            write(choice.toString(), out);
            return;
        }
        boolean holds = switch (choice.condition().operator()) {
            case "==" -> left.get().equals(right.get());
            case "!=" -> !left.get().equals(right.get());
            default -> isTruthy(left.get());
        };
        for (TemplateToken token : holds ? choice.truthy() : choice.falsy()) {
            evaluate(token, scope, out);
        }
    }

    private Optional<String> side(Side side, TemplateScope scope) {
        if (side.expression() == null) {
            return Optional.of(side.text());
        }
        return side.expression() instanceof Symbol symbol
                ? Optional.of(lookUp(symbol, scope).orElse(""))
                : Optional.ofNullable(value(side.expression(), scope));
    }

    /** Returns whether a value is true: anything but 0, an empty text, no and false. */
    static boolean isTruthy(String value) {
        String trimmed = DotNetSpaces.trim(value);
        return !value.equals("0")
                && !value.isEmpty()
                && !trimmed.equalsIgnoreCase("no")
                && !trimmed.equalsIgnoreCase("false");
    }

    private void repeat(Each each, TemplateScope scope, StringBuilder out) {
        List<Binding> items = scope.items(each.collection(), findings);
        reports.used(each.collection(), each.at(), true);
        for (int i = 0; i < items.size(); i++) {
            run.evaluated();
            Binding locals = new Binding();
            set(locals, "Index", Integer.toString(i));
            set(locals, "First", i == 0 ? "True" : "False");
            set(locals, "Last", i == items.size() - 1 ? "True" : "False");
            locals.putNamed(each.enumerator(), items.get(i));
            TemplateScope inner = scope.inner(locals);
            for (TemplateToken token : each.body()) {
                evaluate(token, inner, out);
            }
        }
    }

    /** Returns a value that decides or counts, but is not written itself. */
    private Optional<String> lookUp(Symbol symbol, TemplateScope scope) {
        return scope.resolve(symbol, findings).map(Binding::value);
    }

    private static void set(Binding locals, String name, String value) {
        Binding place = locals;
        for (String step : (EACH + name).split("\\.", -1)) {
            place = place.orAddNamed(step);
        }
        place.set(value, false);
    }

    private Optional<Double> compute(Term term, TemplateScope scope) {
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

    private Optional<Double> number(Symbol symbol, TemplateScope scope) {
        Optional<String> value = lookUp(symbol, scope);
        Optional<BigDecimal> number = value.flatMap(Doubles::read);
        if (number.isEmpty()) {
            happened(
                    value.isEmpty()
                            ? TokenProblem.noVariable(TokenReports.nameOf(symbol))
                            : TokenProblem.notANumber(TokenReports.nameOf(symbol)));
        }
        return number.map(BigDecimal::doubleValue);
    }
}
