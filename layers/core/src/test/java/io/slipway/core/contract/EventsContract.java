package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.event.Events;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.core.usage.Quota;
import io.slipway.core.webhook.Webhook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Events}, and of the changes that are recorded. */
public abstract class EventsContract extends RegistryContract {
    private Events events() {
        return ports().events();
    }

    /** Returns the events of a space, the oldest first. */
    private List<Event> of(SpaceName space) {
        return events().list(Optional.of(space), Instant.EPOCH, Optional.empty(), 100)
                .reversed();
    }

    /** Returns the events of the whole registry since this moment, the oldest first. */
    private List<Event> ofRegistry(Instant since) {
        return events().list(Optional.empty(), since, Optional.empty(), 1_000).reversed();
    }

    /** Lets time pass: events of one millisecond have no order. */
    private Instant tick() {
        ports().clock().advance(Duration.ofSeconds(1));
        return ports().clock().instant();
    }

    @Test
    void an_event_states_the_change_its_author_and_its_time() {
        SpaceName space = space();
        RepositoryName app = new RepositoryName(space, "app");
        Digest digest = Actor.as("alice", () -> push(app, "one", "1"));
        Event event = of(space).getFirst();
        assertThat(event.type()).isEqualTo(EventType.IMAGE_PUSHED);
        assertThat(event.by()).isEqualTo("alice");
        assertThat(event.time()).isEqualTo(ports().clock().instant());
        assertThat(event.space().map(SpaceName::value)).contains(space.value());
        assertThat(event.id()).startsWith("" + event.time().toEpochMilli());
        assertThat(event.detail().path("repository").asText()).isEqualTo(space + "/app");
        assertThat(event.detail().path("digest").asText()).isEqualTo(digest.toString());
        assertThat(event.detail().path("mediaType").asText()).isEqualTo(TYPE);
        assertThat(event.detail().path("size").asInt()).isEqualTo(3);
        assertThat(event.detail().path("tags")).extracting(tag -> tag.asText()).containsExactly("1");
        assertThat(event.detail().has("subject")).isFalse();
    }

    @Test
    void changes_to_images_tags_blobs_and_repositories_are_events_of_their_space() {
        SpaceName space = space();
        RepositoryName app = new RepositoryName(space, "app");
        Instant until = tick().plus(Duration.ofDays(7));
        Digest image = pushImage(app, "one", "1", "2", "3");
        tick();
        assertThat(ports().bin().discard(app, new Tag("1"), image, until)).isPresent();
        tick();
        var tag = ports().bin().discard(app, new Tag("2"), image, until).orElseThrow();
        tick();
        assertThat(restore(tag)).isPresent();
        tick();
        var seen = ports().bin().read(app, image).manifest().orElseThrow();
        var entry = ports().bin().discard(app, seen, until).orElseThrow();
        tick();
        assertThat(restore(entry)).isPresent();
        tick();
        assertThat(ports().repositories().change(app, Visibility.PUBLIC)).isTrue();
        tick();
        assertThat(ports().manifests().delete(app, image)).isTrue();
        tick();
        assertThat(ports().blobLinks()
                        .unlink(app, digest("one"), ports().blobLinks().find(app, digest("one")), List.of()))
                .isTrue();
        tick();
        ports().deletions().begin(app);
        assertThat(of(space))
                .extracting(Event::type)
                .containsExactly(
                        EventType.IMAGE_PUSHED,
                        EventType.TAG_DELETED,
                        EventType.TAG_DELETED,
                        EventType.TAG_RESTORED,
                        EventType.IMAGE_DELETED,
                        EventType.IMAGE_RESTORED,
                        EventType.REPOSITORY_CHANGED,
                        EventType.IMAGE_DELETED,
                        EventType.BLOB_DELETED,
                        EventType.REPOSITORY_DELETED);
        assertThat(of(space))
                .allSatisfy(event ->
                        assertThat(event.detail().path("repository").asText()).isEqualTo(space + "/app"));
    }

    @Test
    void changes_to_the_settings_of_a_space_are_events_of_that_space() {
        SpaceName space = space();
        tick();
        assertThat(ports().spaces().change(space, SpaceSettings.DEFAULT)).isTrue();
        tick();
        Quota quota = new Quota(Optional.of(1_000L), Optional.empty(), Optional.empty());
        assertThat(ports().spaces().limit(space, quota)).isTrue();
        tick();
        Webhook webhook = new Webhook(
                "w",
                space,
                URI.create("https://example.com"),
                Set.of(EventType.IMAGE_PUSHED),
                Instant.EPOCH,
                Optional.empty());
        assertThat(ports().webhooks().add(webhook)).isTrue();
        tick();
        assertThat(ports().webhooks().remove(space, "w")).isTrue();
        assertThat(of(space))
                .extracting(Event::type)
                .containsExactly(
                        EventType.SPACE_CHANGED,
                        EventType.QUOTA_CHANGED,
                        EventType.WEBHOOK_CREATED,
                        EventType.WEBHOOK_DELETED);
        assertThat(of(space).get(1).detail().path("bytes").asLong()).isEqualTo(1_000);
    }

    @Test
    void changes_to_spaces_and_rules_are_events_of_the_whole_registry() {
        Instant since = tick();
        SpaceName space = space();
        tick();
        PrincipalRule rule = new PrincipalRule(
                "arn:aws:iam::111122223333:role/ci",
                List.of(new Grant(Grant.ANY_SPACE, "**", Set.of(Action.PULL))),
                since);
        ports().principalRules().put(rule);
        tick();
        assertThat(ports().principalRules().remove(rule.id())).isTrue();
        tick();
        assertThat(ports().deletions().begin(space, true)).isTrue();
        assertThat(ports().deletions().finish(space)).isTrue();
        assertThat(ofRegistry(since))
                .extracting(Event::type)
                .containsExactly(
                        EventType.SPACE_CREATED,
                        EventType.PRINCIPAL_ADDED,
                        EventType.PRINCIPAL_REMOVED,
                        EventType.SPACE_DELETED);
    }

    @Test
    void a_token_for_one_space_is_an_event_of_that_space() {
        Instant since = tick();
        SpaceName space = space();
        Token own = token(new Grant(space.value(), "**", Set.of(Action.PULL)));
        Token wide = token(new Grant(Grant.ANY_SPACE, "**", Set.of(Action.PULL)));
        tick();
        assertThat(ports().tokens().add(own)).isTrue();
        assertThat(ports().tokens().add(wide)).isTrue();
        tick();
        assertThat(ports().tokens().revoke(own)).isTrue();
        assertThat(of(space)).extracting(Event::type).containsExactly(EventType.TOKEN_CREATED, EventType.TOKEN_REVOKED);
        assertThat(ofRegistry(since))
                .filteredOn(event -> event.type() == EventType.TOKEN_CREATED)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail().path("token").asText()).isEqualTo(wide.id()));
    }

    private static Token token(Grant grant) {
        return new Token(
                fresh("token-"), "a name", "hash", List.of(grant), Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    @Test
    void a_refused_change_records_no_event() {
        SpaceName space = space();
        RepositoryName app = new RepositoryName(space, "app");
        assertThat(ports().bin().discard(app, new Tag("missing"), digest("missing"), tick()))
                .isEmpty();
        assertThat(ports().manifests().delete(app, digest("missing"))).isFalse();
        assertThat(ports().repositories().change(app, Visibility.PUBLIC)).isFalse();
        assertThat(ports().webhooks().remove(space, "missing")).isFalse();
        assertThat(of(space)).isEmpty();
    }

    @Test
    void pages_begin_before_an_event_with_the_newest_first() {
        SpaceName space = space();
        RepositoryName app = new RepositoryName(space, "app");
        IntStream.range(0, 7).forEach(number -> {
            tick();
            push(app, "image" + number, "1");
        });
        List<Event> paged = new ArrayList<>();
        Optional<String> before = Optional.empty();
        List<Event> page;
        do {
            page = events().list(Optional.of(space), Instant.EPOCH, before, 3);
            paged.addAll(page);
            before = page.isEmpty() ? before : Optional.of(page.getLast().id());
        } while (page.size() == 3);
        assertThat(paged).hasSize(7).isEqualTo(of(space).reversed());
    }

    @Test
    void older_events_belong_to_an_earlier_space_of_the_name() {
        SpaceName space = space();
        RepositoryName app = new RepositoryName(space, "app");
        push(app, "one", "1");
        Instant since = tick();
        push(app, "two", "1");
        List<Event> page = events().list(Optional.of(space), since, Optional.empty(), 10);
        assertThat(page)
                .singleElement()
                .satisfies(event -> assertThat(event.time()).isEqualTo(since));
        assertThat(events().list(
                                Optional.of(space),
                                since,
                                Optional.of(page.getFirst().id()),
                                10))
                .isEmpty();
        assertThat(events().list(
                                Optional.of(space),
                                tick(),
                                Optional.of(page.getFirst().id()),
                                10))
                .isEmpty();
    }
}
