package io.slipway.function.builds;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.builds.BuildFolders;
import io.slipway.builds.contract.BuildReports;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.job.BuildObjects;
import io.slipway.core.name.SpaceName;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** All jobs share one role, and none can guess the folder of another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildFoldersTest {
    private static final BuildId OWN = new BuildId(SpaceName.DEFAULT, "0123456789abcdef0001");
    private static final BuildId OTHER = new BuildId(SpaceName.DEFAULT, "0123456789abcdef0002");
    private static final Function<BuildId, String> FOLDERS = BuildFolders.of(() -> "a-secret-of-this-test-0123456789");

    private EmulatedAccount account;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void each_build_has_its_own_folder_whose_name_does_not_reveal_that_of_another() {
        assertThat(FOLDERS.apply(OWN)).matches("[0-9a-f]{32}").isEqualTo(FOLDERS.apply(OWN));
        assertThat(FOLDERS.apply(OTHER)).isNotEqualTo(FOLDERS.apply(OWN));
        assertThat(BuildFolders.of(() -> "another-secret-0123456789abcdefgh").apply(OWN))
                .isNotEqualTo(FOLDERS.apply(OWN));
    }

    @Test
    void a_job_can_write_the_report_and_log_of_its_own_build_only() {
        BuildObjects functions = objects(Map.of());
        BuildObjects job = objects(Map.of(BuildFolders.FOLDER, folder(OWN)));
        job.putReport(OWN, BuildReports.BEGUN);
        assertThat(functions.report(OWN)).isPresent();
        functions.putReport(OTHER, BuildReports.BEGUN);
        assertThat(job.report(OTHER)).isEmpty();
        job.putLog(OTHER, 1, "forged\n");
        assertThat(functions.log(OTHER, 0).text()).isEmpty();
    }

    private String folder(BuildId build) {
        return BuildFolders.of(new Backend(new Environment(account.environment())).secret("SLIPWAY_BUILDS_SECRET"))
                .apply(build);
    }

    private BuildObjects objects(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(account.environment());
        environment.putAll(more);
        return new Backend(new Environment(environment)).forBuilds().buildObjects();
    }
}
