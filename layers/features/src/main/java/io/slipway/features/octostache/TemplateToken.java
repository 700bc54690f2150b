package io.slipway.features.octostache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a template. Its text is in canonical form, which is written if it cannot be evaluated; {@code at} is its position in the
 * template, from 0 on.
 */
sealed interface TemplateToken {

    /** Returns its position in the template, from 0 on; -1 for text, which is not reported. */
    int at();

    /**
     * Text that is copied unchanged.
     *
     * @param text the text
     */
    record Text(String text) implements TemplateToken {
        @Override
        public int at() {
            return -1;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A value.
     *
     * @param expression the expression to evaluate
     * @param at its position
     */
    record Substitution(Expression expression, int at) implements TemplateToken {
        @Override
        public String toString() {
            return "#{" + expression + "}";
        }
    }

    /**
     * A choice; {@code unless} is one with its branches exchanged.
     *
     * @param condition the condition
     * @param truthy the branch for a true condition
     * @param falsy the branch for a false one
     * @param at its position
     */
    record Choice(Condition condition, List<TemplateToken> truthy, List<TemplateToken> falsy, int at)
            implements TemplateToken {
        public Choice {
            truthy = List.copyOf(truthy);
            falsy = List.copyOf(falsy);
        }

        @Override
        public String toString() {
            return "#{if " + condition + "}" + join(truthy) + (falsy.isEmpty() ? "" : "#{else}" + join(falsy))
                    + "#{/if}";
        }
    }

    /**
     * A condition.
     *
     * @param left the left side
     * @param operator {@code ==}, {@code !=}, or empty if only the left side decides
     * @param right the right side; null if there is none
     */
    record Condition(Side left, String operator, @Nullable Side right) {
        @Override
        public String toString() {
            return right == null ? left.toString() : left + " " + operator + " " + right;
        }
    }

    /**
     * One side of a comparison.
     *
     * @param expression the expression; null if it is a text
     * @param text the text
     */
    record Side(@Nullable Expression expression, String text) {
        @Override
        public String toString() {
            return expression == null ? "\"" + text + "\"" : expression.toString();
        }
    }

    /**
     * A repetition.
     *
     * @param enumerator the name of each item
     * @param collection the items
     * @param body the repeated tokens
     * @param at its position
     */
    record Each(String enumerator, Expression.Symbol collection, List<TemplateToken> body, int at)
            implements TemplateToken {
        public Each {
            body = List.copyOf(body);
        }

        @Override
        public String toString() {
            return "#{each " + enumerator + " in " + collection + "}" + join(body) + "#{/each}";
        }
    }

    /**
     * A calculation.
     *
     * @param term the term to compute
     * @param at its position
     */
    record Calculation(Term term, int at) implements TemplateToken {
        @Override
        public String toString() {
            return "#{" + term + "}";
        }
    }

    /** Returns the concatenated texts of the tokens. */
    static String join(List<TemplateToken> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(text::append);
        return text.toString();
    }
}
