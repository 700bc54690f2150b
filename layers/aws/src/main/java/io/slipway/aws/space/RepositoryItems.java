package io.slipway.aws.space;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Write;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repository;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Visibility;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts repositories to items: each has one, a public repository has another in the list of public repositories, and a deleted one leaves one with
 * the time of its deletion.
 */
public final class RepositoryItems {
    /** The start of a deletion that is in progress. */
    public static final String DELETING = "deleting";

    static final String GENERATION = "generation";
    static final String VISIBILITY = "visibility";

    /** The last day of a pull, as the number of days since 1970. */
    private static final String PULLED = "pulled";

    /** The condition that a repository is not being deleted. */
    static final String OPEN = "attribute_not_exists(" + DELETING + ")";

    /** The mark of a repository that is being deleted into the bin. */
    static final String INTO_BIN = "intoBin";

    /** The condition that a repository is not being deleted permanently. */
    static final String NOT_FOR_GOOD = OPEN + " OR attribute_exists(" + INTO_BIN + ")";

    /** The entry of the repository in the bin, if it is there. */
    private static final String BINNED = "binned";

    private static final String NOT_BINNED = "attribute_not_exists(" + BINNED + ")";

    private static final String SPACE_GENERATION = "spaceGeneration";

    private RepositoryItems() {}

    /** Returns the key of a repository. */
    public static Map<String, AttributeValue> key(RepositoryName repository) {
        return Items.key(Keys.space(repository.space()), Keys.repositoryInSpace(repository));
    }

    /** Returns the key of the time of the last deletion. */
    public static Map<String, AttributeValue> clearedKey(RepositoryName repository) {
        return Items.key(Keys.space(repository.space()), Keys.cleared(repository));
    }

    static Map<String, AttributeValue> publicKey(RepositoryName repository) {
        return Items.key(Keys.PUBLIC, Keys.publicRepository(repository));
    }

    /** Reads the state that a push needs from the items of the repository, of its space, of the last deletion, and of the space's rules. */
    public static RepositoryState state(
            Optional<Map<String, AttributeValue>> repository,
            Optional<Map<String, AttributeValue>> space,
            Optional<Map<String, AttributeValue>> cleared,
            Optional<Map<String, AttributeValue>> settings) {
        return new RepositoryState(
                repository.isPresent(),
                repository.filter(item -> item.containsKey(DELETING)).isPresent(),
                repository.filter(item -> item.containsKey(BINNED)).isPresent(),
                repository.flatMap(item -> Items.optional(item, GENERATION)).orElse(""),
                cleared.map(item -> Items.number(item, Items.CLEARED)).orElse(0L),
                space.map(SpaceItems::defaultVisibility).orElse(Visibility.PRIVATE),
                TagSettingsItems.read(settings));
    }

    /** Succeeds only if the repository exists, and is neither being deleted nor in the bin. */
    public static Write checkOpen(RepositoryName repository) {
        return Write.check(key(repository)).ifExists().when(OPEN).when(NOT_BINNED);
    }

    /** Checks that a repository has not changed since it was read; creates it if it did not exist. */
    public static List<Write> createOrCheck(RepositoryName repository, RepositoryState seen, long now) {
        if (seen.binned()) {
            return revive(repository, seen, now);
        }
        if (seen.there()) {
            return List.of(Write.check(key(repository))
                    .when(GENERATION + " = :generation")
                    .when(OPEN)
                    .when(NOT_BINNED)
                    .with(":generation", s(seen.generation())));
        }
        List<Write> writes = new ArrayList<>();
        writes.add(Write.put(item(repository, seen.initial(), now)).ifAbsent());
        Write cleared = Write.check(clearedKey(repository));
        writes.add(
                seen.cleared() == 0
                        ? cleared.ifAbsent()
                        : cleared.when(Items.CLEARED + " = :cleared").with(":cleared", n(seen.cleared())));
        writes.add(SpaceWrites.countIn(repository.space()));
        if (seen.initial() == Visibility.PUBLIC) {
            writes.add(Write.put(publicKey(repository)));
        }
        return writes;
    }

    /** Takes a repository out of the bin for a push, as a new one: its deleted images remain in the bin. */
    private static List<Write> revive(RepositoryName repository, RepositoryState seen, long now) {
        Map<String, AttributeValue> item = item(repository, seen.initial(), now);
        item.put(GENERATION, s(seen.generation()));
        List<Write> writes = new ArrayList<>();
        writes.add(Write.put(item)
                .when(GENERATION + " = :generation")
                .when(OPEN)
                .when("attribute_exists(" + BINNED + ")")
                .with(":generation", s(seen.generation())));
        if (seen.initial() == Visibility.PUBLIC) {
            writes.add(Write.put(publicKey(repository)));
        }
        return writes;
    }

    /** Marks a repository as being deleted into the bin, unless it already is, or is in the bin. */
    public static List<Write> leave(RepositoryName repository, String generation, Instant now) {
        return List.of(
                Write.update(
                                key(repository),
                                "SET " + DELETING + " = :now, " + INTO_BIN + " = :now, " + GENERATION
                                        + " = :generation")
                        .ifExists()
                        .when(OPEN)
                        .when(NOT_BINNED)
                        .with(":now", n(now.toEpochMilli()))
                        .with(":generation", s(generation)),
                Write.delete(publicKey(repository)));
    }

    /** Succeeds only while this deletion of a repository is in progress. */
    public static Write checkLeaving(RepositoryName repository, String generation) {
        return ifLeaving(Write.check(key(repository)), generation);
    }

    private static Write ifLeaving(Write write, String generation) {
        return write.when(GENERATION + " = :generation")
                .when("attribute_exists(" + DELETING + ")")
                .with(":generation", s(generation));
    }

    /** Puts a repository that is being deleted into the bin, as this entry. */
    public static Write bin(RepositoryName repository, String generation, String entry) {
        Write write = Write.update(key(repository), "SET " + BINNED + " = :entry REMOVE " + DELETING + ", " + INTO_BIN);
        return ifLeaving(write, generation).with(":entry", s(entry));
    }

    /** Succeeds only if the repository is in the bin as this entry. */
    static Write ifBinned(Write write, String entry) {
        return write.when(BINNED + " = :entry").when(OPEN).with(":entry", s(entry));
    }

    /** Takes a repository out of the bin, if it is there as this entry. */
    public static List<Write> unbin(RepositoryName repository, Map<String, AttributeValue> item, String entry) {
        List<Write> writes = new ArrayList<>();
        writes.add(ifBinned(Write.update(key(repository), "REMOVE " + BINNED), entry));
        if (Items.optional(item, VISIBILITY).equals(Optional.of(Visibility.PUBLIC.word()))) {
            writes.add(Write.put(publicKey(repository)));
        }
        return writes;
    }

    /** Returns the start of a repository's deletion, and its generation; empty if it is not being deleted. */
    public static Optional<BinnedRepositories.Begun> leaving(Map<String, AttributeValue> item) {
        return Items.optionalNumber(item, DELETING)
                .map(since -> new BinnedRepositories.Begun(
                        Items.optional(item, GENERATION).orElse(""), Instant.ofEpochMilli(since)));
    }

    /** Returns the entry as which a repository is in the bin, unless it is being deleted permanently. */
    public static Optional<String> binEntry(Map<String, AttributeValue> item) {
        return item.containsKey(DELETING) ? Optional.empty() : Items.optional(item, BINNED);
    }

    /** Returns whether a repository is in the bin as this entry. */
    public static boolean isBinned(Map<String, AttributeValue> item, String entry) {
        return binEntry(item).equals(Optional.of(entry));
    }

    /** Returns whether a repository that was in the bin as this entry is being deleted permanently. */
    static boolean leavesBin(Map<String, AttributeValue> item, String entry) {
        return Items.optional(item, BINNED).equals(Optional.of(entry)) && item.containsKey(DELETING);
    }

    /** Returns whether a repository can be used: it exists, and is neither being deleted nor in the bin. */
    public static boolean isOpen(Map<String, AttributeValue> item) {
        return !item.isEmpty() && !item.containsKey(DELETING) && !item.containsKey(BINNED);
    }

    private static Map<String, AttributeValue> item(RepositoryName repository, Visibility visibility, long now) {
        var item = new HashMap<>(key(repository));
        item.put(Items.CREATED, n(now));
        item.put(VISIBILITY, s(visibility.word()));
        item.put(GENERATION, s(UUID.randomUUID().toString()));
        if (repository.space().generation() > 0) {
            item.put(SPACE_GENERATION, n(repository.space().generation()));
        }
        return item;
    }

    /** Notes the day of a pull from the repository, unless a later one is noted. */
    static Write notePull(RepositoryName repository, LocalDate day) {
        return Write.update(key(repository), "SET " + PULLED + " = :day")
                .ifExists()
                .when("attribute_not_exists(" + PULLED + ") OR " + PULLED + " < :day")
                .with(":day", n(day.toEpochDay()));
    }

    static Repository read(SpaceName space, Map<String, AttributeValue> item) {
        int generation =
                Math.toIntExact(Items.optionalNumber(item, SPACE_GENERATION).orElse(0L));
        return new Repository(
                new RepositoryName(
                        space.at(generation), Items.string(item, Items.SK).substring(Keys.REPOSITORY.length())),
                Instant.ofEpochSecond(Items.number(item, Items.CREATED)),
                Items.optional(item, VISIBILITY).flatMap(Visibility::named).orElse(Visibility.PRIVATE),
                item.containsKey(DELETING) || item.containsKey(BINNED),
                item.containsKey(BINNED),
                Items.optionalNumber(item, PULLED).map(LocalDate::ofEpochDay));
    }
}
