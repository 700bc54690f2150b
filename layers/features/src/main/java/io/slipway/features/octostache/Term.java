package io.slipway.features.octostache;

/** A part of a calculation. */
sealed interface Term {

    /**
     * A number.
     *
     * @param value its value
     */
    record Constant(double value) implements Term {
        @Override
        public String toString() {
            return Doubles.text(value);
        }
    }

    /**
     * A variable.
     *
     * @param symbol the path to it
     */
    record Variable(Expression.Symbol symbol) implements Term {
        @Override
        public String toString() {
            return symbol.toString();
        }
    }

    /**
     * An operation.
     *
     * @param left the left side
     * @param operator one of {@code + - * /}
     * @param right the right side
     */
    record Operation(Term left, char operator, Term right) implements Term {
        @Override
        public String toString() {
            return left.toString() + operator + right;
        }
    }
}
