package io.slipway.features.octostache;

import java.util.List;

/** An expression between the braces of a substitution. Its text is in canonical form, which is written if it cannot be evaluated. */
sealed interface Expression {

    /**
     * A path to a variable.
     *
     * @param steps its steps; empty if a filter has no input
     */
    record Symbol(List<PathStep> steps) implements Expression {
        public Symbol {
            steps = List.copyOf(steps);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (PathStep step : steps) {
                if (step instanceof PathStep.Name && !text.isEmpty()) {
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
    record Filtered(String filter, Expression input, List<TemplateToken> options) implements Expression {
        public Filtered {
            options = List.copyOf(options);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(input).append(" | ").append(filter);
            for (TemplateToken option : options) {
                text.append(' ');
                if (option instanceof TemplateToken.Text) {
                    text.append('"').append(option).append('"');
                } else {
                    text.append(option);
                }
            }
            return text.toString();
        }
    }
}
