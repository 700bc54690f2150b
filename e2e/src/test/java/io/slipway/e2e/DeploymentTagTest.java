package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the tag of a deployment with real clients and a real builder. */
@OnSharedCloud
class DeploymentTagTest {
    private static final String IMAGE = "tagged:1.0.0-deployments-7";

    private final Cloud cloud;

    @TempDir
    Path folder;

    DeploymentTagTest(Cloud cloud) {
        this.cloud = cloud;
    }

    @Test
    void only_a_redeployment_can_move_the_tag_of_a_deployment() throws IOException {
        Tool.requireRoot();
        Tool.named("buildah");
        Tool crane = Tool.crane(cloud);
        String reference = cloud.host() + "/" + IMAGE;
        SampleApp.push(
                new Api(cloud),
                "Tagged",
                "1.0.0",
                Map.of(
                        "Dockerfile", "FROM scratch\nCOPY app.conf /\n",
                        "app.conf", "colour #{Colour}\n",
                        "sdi.yaml", "features: { substituteInFiles: [app.conf] }\n"),
                "");
        assertThat(build("red")).isEqualTo(reference);
        String first = crane.run("digest", "--insecure", reference);

        Tool.Result refused =
                crane.attempt("", "push", "--insecure", TestImage.debian().toString(), reference);
        assertThat(refused.code()).isNotZero();
        assertThat(refused.errors()).contains("DENIED: " + IMAGE + " is the image of a deployment");
        Tool skopeo = Tool.named("skopeo");
        refused = skopeo.attempt(
                "",
                "copy",
                "--dest-tls-verify=false",
                "--dest-creds=x:" + cloud.adminToken(),
                "docker-archive:" + TestImage.debian(),
                "docker://" + reference);
        assertThat(refused.code()).isNotZero();
        assertThat(refused.errors()).contains("denied: " + IMAGE + " is the image of a deployment");
        assertThat(crane.run("digest", "--insecure", reference)).isEqualTo(first);

        build("blue", "--redeployment");
        assertThat(crane.run("digest", "--insecure", reference)).isNotEqualTo(first);
        assertThat(crane.run("digest", "--insecure", cloud.host() + "/tagged@" + first))
                .isEqualTo(first);
    }

    private String build(String colour, String... more) throws IOException {
        Path variables = Files.writeString(folder.resolve("variables.json"), "{\"Colour\": \"" + colour + "\"}");
        Tool.Result built = new Command(cloud, folder)
                .build("Tagged", "1.0.0", "deployments-7", "Production", variables.toString(), more);
        assertThat(built.code()).as(built.errors()).isZero();
        return built.output().strip();
    }
}
