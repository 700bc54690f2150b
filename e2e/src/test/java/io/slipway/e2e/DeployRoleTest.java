package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * CloudFormation's documented role allows exactly the actions that the resources of {@code template.yaml} need
 * according to CloudFormation's own schemas: a missing action fails a deployment, and an unused one is an excess
 * permission.
 */
class DeployRoleTest {
    private static final Pattern ACTION = Pattern.compile("(?m)^ +- ([a-z0-9-]+:[A-Za-z]+)(?: #.*)?$");

    @Test
    void the_role_has_exactly_the_actions_of_all_resource_types() throws IOException {
        Path root = Cloud.root().toAbsolutePath();
        String needed = new Tool(Tool.python(), TemporaryFolders.create("slipway-e2e-deploy"))
                .run(root.resolve("scripts/deploy-actions").toString());
        String template = Files.readString(root.resolve("docs/operate/deploy-role.yaml"));
        String stackRole = template.substring(template.indexOf("\n  StackRole:"), template.indexOf("\nOutputs:"));
        TreeSet<String> allowed = new TreeSet<>();
        ACTION.matcher(stackRole).results().forEach(match -> allowed.add(match.group(1)));
        assertThat(allowed).containsExactlyElementsOf(needed.lines().sorted().toList());
    }
}
