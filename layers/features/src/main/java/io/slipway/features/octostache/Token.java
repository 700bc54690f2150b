package io.slipway.features.octostache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a template. Its text is the canonical one, in which it is echoed where it cannot be evaluated; {@code at} is where it stands in the
 * template, counted from 0.
 */
sealed interface Token {

    /** Where it stands in the template, counted from 0; -1 for text, of which nothing is told. */
    int at();

    /**
     * Text that stays as it is.
     *
     * @param text the text
     */
    record Text(String text) implements Token {
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
     * @param expression what to evaluate
     * @param at its place
     */
    record Substitution(Expression expression, int at) implements Token {
        @Override
        public String toString() {
            return "#{" + expression + "}";
        }
    }

    /**
     * A choice; {@code unless} is one with its branches exchanged.
     *
     * @param condition the condition
     * @param truthy what it gives where the condition holds
     * @param falsy what it gives where it does not
     * @param at its place
     */
    record Choice(Condition condition, List<Token> truthy, List<Token> falsy, int at) implements Token {
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
     * @param operator {@code ==}, {@code !=}, or empty where the left side alone decides
     * @param right the right side; null where there is none
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
     * @param expression the expression; null where it is a text
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
     * @param body what to repeat
     * @param at its place
     */
    record Each(String enumerator, Expression.Symbol collection, List<Token> body, int at) implements Token {
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
     * @param term what to compute
     * @param at its place
     */
    record Calculation(Term term, int at) implements Token {
        @Override
        public String toString() {
            return "#{" + term + "}";
        }
    }

    /** The tokens' texts, one after the other. */
    static String join(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(text::append);
        return text.toString();
    }
}
