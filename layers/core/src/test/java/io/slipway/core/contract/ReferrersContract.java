package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.referrer.ReferrerPage;
import io.slipway.core.referrer.Referrers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Referrers}. */
public abstract class ReferrersContract extends RegistryContract {
    private static final Digest SUBJECT = digest("subject");

    private Referrers referrers() {
        return ports().referrers();
    }

    private Digest refer(RepositoryName name, String text) {
        assertThat(ports().manifests()
                        .push(manifest(name, see(name), text, Optional.of(SUBJECT)))
                        .stored())
                .isTrue();
        return digest(text);
    }

    @Test
    void a_referrer_is_listed_with_its_descriptor_type_and_annotations() {
        RepositoryName name = repository();
        assertThat(referrers().list(name, SUBJECT, "", "", 10)).isEqualTo(new ReferrerPage(List.of(), ""));
        Digest digest = refer(name, "signature");
        assertThat(referrers().list(name, SUBJECT, "", "", 10).referrers())
                .containsExactly(new Referrer(
                        new Descriptor(TYPE, digest, "signature".length()),
                        "application/vnd.example.s",
                        "{\"text\":\"signature\"}"));
        assertThat(referrers().list(name, digest("other"), "", "", 10).referrers())
                .isEmpty();
        assertThat(referrers().list(repository(), SUBJECT, "", "", 10).referrers())
                .isEmpty();
    }

    @Test
    void referrers_are_listed_in_the_order_of_their_digests_in_pages() {
        RepositoryName name = repository();
        List<Digest> expected = Stream.of("a1", "a2", "b1", "a3", "b2")
                .map(text -> refer(name, text))
                .sorted(Comparator.comparing(Digest::toString))
                .toList();
        List<Digest> found = new ArrayList<>();
        String after = "";
        do {
            ReferrerPage page = referrers().list(name, SUBJECT, "", after, 2);
            page.referrers().forEach(it -> found.add(it.descriptor().digest()));
            after = page.next();
        } while (!after.isEmpty());
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void a_filter_selects_the_referrers_of_one_type() {
        RepositoryName name = repository();
        refer(name, "a1");
        Digest other = refer(name, "b1");
        assertThat(referrers()
                        .list(name, SUBJECT, "application/vnd.example.b", "", 10)
                        .referrers())
                .extracting(it -> it.descriptor().digest())
                .containsExactly(other);
    }

    @Test
    void a_deleted_manifest_is_not_listed_as_a_referrer() {
        RepositoryName name = repository();
        Digest digest = refer(name, "signature");
        ports().manifests().delete(name, digest);
        assertThat(referrers().list(name, SUBJECT, "", "", 10).referrers()).isEmpty();
    }
}
