package io.slipway.features.octostache;

/** One step of a path to a variable. */
sealed interface PathStep {

    /**
     * A name.
     *
     * @param text the name
     */
    record Name(String text) implements PathStep {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A literal index; {@code *} means the first.
     *
     * @param text the index, possibly empty
     */
    record Index(String text) implements PathStep {
        @Override
        public String toString() {
            return "[" + text + "]";
        }
    }

    /**
     * An index that is another variable's value.
     *
     * @param symbol the other variable
     */
    record Lookup(Expression.Symbol symbol) implements PathStep {
        @Override
        public String toString() {
            return "[#{" + symbol + "}]";
        }
    }
}
