package io.slipway.e2e;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The operations of many concurrent clients on one resource that exists with some value or does not exist: a tag, a
 * manifest, a blob's link. It decides whether all responses fit some order, with each operation at one instant between
 * its request and its response (linearizability). The search follows the events in time and keeps every possible
 * state; few concurrent clients have few states.
 */
final class Register {
    /** The value of a missing resource. */
    static final String ABSENT = "";

    /** The result of an operation on a value; empty if it is impossible. */
    @FunctionalInterface
    interface Effect {
        Set<String> on(String value);

        /** Returns the effect of a read that returned this value. */
        static Effect seen(String value) {
            return now -> now.equals(value) ? Set.of(now) : Set.of();
        }

        /** Returns the effect of a read that found the resource. */
        static Effect present() {
            return now -> now.equals(ABSENT) ? Set.of() : Set.of(now);
        }

        /** Returns the effect of a write of this value. */
        static Effect set(String value) {
            return now -> Set.of(value);
        }

        /** Returns the effect of a deletion of an existing resource. */
        static Effect ended() {
            return now -> now.equals(ABSENT) ? Set.of() : Set.of(ABSENT);
        }

        /** Returns the effect of a deletion of the resource if it has this value. */
        static Effect endedIf(String value) {
            return now -> Set.of(now.equals(value) ? ABSENT : now);
        }

        /** Returns an effect that may or may not have happened. */
        static Effect maybe(Effect effect) {
            return now -> {
                Set<String> values = new HashSet<>(effect.on(now));
                values.add(now);
                return values;
            };
        }
    }

    /**
     * An operation.
     *
     * @param from the time of its request
     * @param to the time of its response
     * @param what a description for reports
     */
    record Operation(long from, long to, String what, Effect effect) {}

    private record State(String value, Set<Operation> done) {}

    private record Event(long time, boolean answer, Operation operation) {}

    private final List<Operation> operations = Collections.synchronizedList(new ArrayList<>());

    void add(Operation operation) {
        operations.add(operation);
    }

    int size() {
        return operations.size();
    }

    /**
     * Returns the first operation whose response fits no order, with the operations around it; empty if there is none.
     */
    List<String> contradiction() {
        List<Event> events = new ArrayList<>();
        for (Operation operation : operations) {
            events.add(new Event(operation.from(), false, operation));
            events.add(new Event(operation.to(), true, operation));
        }
        // At the same instant, requests come first, so that the operations overlap, which allows more orders.
        events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::answer));
        Set<Operation> open = new HashSet<>();
        Set<State> states = Set.of(new State(ABSENT, Set.of()));
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (!event.answer()) {
                open.add(event.operation());
                continue;
            }
            states = after(event.operation(), reachable(states, open));
            open.remove(event.operation());
            if (states.isEmpty()) {
                return events.subList(Math.max(0, i - 24), i + 1).stream()
                        .map(Register::line)
                        .toList();
            }
        }
        return List.of();
    }

    private static String line(Event it) {
        return it.time() + (it.answer() ? " answered: " : " asked:    ")
                + it.operation().what() + " [" + Integer.toHexString(System.identityHashCode(it.operation())) + "]";
    }

    /** Returns all states that the open operations can lead to, in any order. */
    private static Set<State> reachable(Set<State> states, Set<Operation> open) {
        Set<State> all = new HashSet<>(states);
        Deque<State> todo = new ArrayDeque<>(states);
        while (!todo.isEmpty()) {
            State state = todo.pop();
            for (Operation operation : open) {
                if (state.done().contains(operation)) {
                    continue;
                }
                Set<Operation> done = new HashSet<>(state.done());
                done.add(operation);
                for (String value : operation.effect().on(state.value())) {
                    State next = new State(value, Set.copyOf(done));
                    if (all.add(next)) {
                        todo.push(next);
                    }
                }
            }
        }
        return all;
    }

    /** Returns the states after an operation with a response, which must have happened. */
    private static Set<State> after(Operation answered, Set<State> states) {
        Set<State> left = new HashSet<>();
        for (State state : states) {
            if (state.done().contains(answered)) {
                Set<Operation> done = new HashSet<>(state.done());
                done.remove(answered);
                left.add(new State(state.value(), Set.copyOf(done)));
            }
        }
        return left;
    }
}
