package io.slipway.emulators.codebuild;

import java.time.Duration;
import java.util.Map;

/**
 * A project of CodeBuild.
 *
 * @param name its name
 * @param buildspec its build specification, as YAML
 * @param environment the variables that it gives every build
 * @param timeout how long a build may take
 */
public record Project(String name, String buildspec, Map<String, String> environment, Duration timeout) {
    public Project {
        environment = Map.copyOf(environment);
    }

    /** The same, with another time for its builds. */
    public Project within(Duration time) {
        return new Project(name, buildspec, environment, time);
    }
}
