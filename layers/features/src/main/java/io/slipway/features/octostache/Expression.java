package io.slipway.features.octostache;

import java.util.List;

/** What stands between the braces of a substitution. Its text is the canonical one, in which it is echoed where it cannot be evaluated. */
sealed interface Expression {

    /**
     * A path to a variable.
     *
     * @param steps its steps; none where a filter has no input
     */
    record Symbol(List<Step> steps) implements Expression {
        public Symbol {
            steps = List.copyOf(steps);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (Step step : steps) {
                if (step instanceof Step.Name && !text.isEmpty()) {
                    text.append('.');
                }
                text.append(step);
            }
            return text.toString();
        }
    }

    /**
     * A filter and its input.
     *
     * @param filter the filter's name
     * @param input the input
     * @param options the filter's options
     */
    record Filtered(String filter, Expression input, List<Token> options) implements Expression {
        public Filtered {
            options = List.copyOf(options);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(input).append(" | ").append(filter);
            for (Token option : options) {
                text.append(' ');
                if (option instanceof Token.Text) {
                    text.append('"').append(option).append('"');
                } else {
                    text.append(option);
                }
            }
            return text.toString();
        }
    }
}
