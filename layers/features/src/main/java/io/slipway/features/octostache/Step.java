package io.slipway.features.octostache;

/** One step of a path to a variable. */
sealed interface Step {

    /**
     * A name.
     *
     * @param text the name
     */
    record Name(String text) implements Step {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * An index that is written out; {@code *} is the first there is.
     *
     * @param text the index, possibly empty
     */
    record Index(String text) implements Step {
        @Override
        public String toString() {
            return "[" + text + "]";
        }
    }

    /**
     * An index that another variable holds.
     *
     * @param symbol the other variable
     */
    record Lookup(Expression.Symbol symbol) implements Step {
        @Override
        public String toString() {
            return "[#{" + symbol + "}]";
        }
    }
}
