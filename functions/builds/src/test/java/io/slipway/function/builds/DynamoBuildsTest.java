package io.slipway.function.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.record.Builds;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The records of builds in DynamoDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoBuildsTest extends BuildsContract {
    private EmulatedAccount account;
    private Backend backend;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        backend = new Backend(new Environment(account.environment()));
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Override
    Builds builds() {
        return backend.builds();
    }

    /** By the token of the job, which alone sets the tag of a deployment. */
    @Override
    void tag(RepositoryName repository, Tag tag, Digest digest) {
        backend.spaces().add(Space.begin(repository.space(), Instant.EPOCH, SpaceSettings.DEFAULT));
        Manifest manifest = new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", "");
        var seen = backend.manifests()
                .view(repository, Optional.empty(), List.of())
                .repository();
        var push = new ManifestPush(repository, digest, manifest, new byte[1], List.of(tag), seen, "job");
        assertThat(backend.manifests().push(push).stored()).isTrue();
    }
}
