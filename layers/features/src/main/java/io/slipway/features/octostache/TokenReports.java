package io.slipway.features.octostache;

import io.slipway.features.octostache.Expression.Filtered;
import io.slipway.features.octostache.Expression.Symbol;
import io.slipway.features.octostache.TemplateToken.Calculation;
import io.slipway.features.octostache.TemplateToken.Substitution;
import org.jspecify.annotations.Nullable;

/**
 * Reports the tokens of a template as they are evaluated.
 *
 * @param log receives the reports; null for a value, whose tokens are not reported
 */
record TokenReports(@Nullable TokenLog log) {
    /** The maximum number of characters of a token that a message quotes. */
    private static final int MAX_QUOTED = 60;

    /** Adds a token's position in the template to an error. */
    OctostacheException at(TemplateToken token, OctostacheException error) {
        return log == null ? error : error.at(token.at());
    }

    /** Reports an evaluated expression. */
    void used(@Nullable Expression expression, int at, boolean found) {
        if (log != null && expression != null) {
            log.used(nameOf(expression), at, found);
        }
    }

    /** Reports the variables of an evaluated calculation. */
    void used(Term term, int at, boolean found) {
        switch (term) {
            case Term.Constant constant -> {}
            case Term.Variable variable -> used(variable.symbol(), at, found);
            case Term.Operation operation -> {
                used(operation.left(), at, found);
                used(operation.right(), at, found);
            }
        }
    }

    /**
     * Reports a token that is left unchanged.
     *
     * @param problem the reason; a missing variable by default
     */
    void left(TemplateToken token, String name, @Nullable TokenProblem problem) {
        if (log != null) {
            log.unresolved(token.at(), quoted(token), problem == null ? TokenProblem.noVariable(name) : problem);
        }
    }

    /**
     * Reports a token in a value that is left unchanged there.
     *
     * @param known the number of missing tokens before the value
     */
    void leftWithin(Substitution token, TemplateFindings findings, int known) {
        if (log != null && findings.missing().size() > known) {
            log.unresolvedWithin(
                    token.at(), nameOf(token.expression()), findings.missing().get(known));
        }
    }

    /** Returns the name of the variable in an expression, or of its filter if it has no variable. */
    static String nameOf(Expression expression) {
        return switch (expression) {
            case Symbol symbol -> symbol.toString();
            case Filtered filtered -> {
                String name = nameOf(filtered.input());
                yield name.isEmpty() ? "| " + filtered.filter() : name;
            }
        };
    }

    private static String quoted(TemplateToken token) {
        String text =
                token instanceof Calculation calculation ? "#{calc " + calculation.term() + "}" : token.toString();
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    }
}
