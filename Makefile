# Called by `sam build`, one target for each function and layer (template.yaml). Maven builds everything once.

STAMP := target/sam/built
SOURCES := $(shell find pom.xml layers client builder console uploader functions -name pom.xml -o -path '*/src/main/*' -type f)
MODULES := layers/core,layers/packages,layers/features,layers/builds,layers/aws,builder,functions/token,functions/pull,functions/push,functions/api,functions/janitor,functions/setup,functions/builds,functions/events,functions/retention,uploader
FUNCTIONS := token pull push api janitor setup builds events retention
CORE := target/sam/core
AWS := target/sam/aws
BUILDS := target/sam/builds
OWN := target/sam/functions

$(STAMP): $(SOURCES) scripts/StoreJars.java
	rm -rf target/sam layers/*/target/layer builder/target/bundle
	./mvnw -q -pl $(MODULES) -am -DskipTests package
	mkdir -p $(CORE) $(AWS) $(BUILDS)
	cp layers/core/target/layer/*.jar layers/core/target/slipway-core-*.jar $(CORE)/
	cp layers/aws/target/layer/*.jar layers/aws/target/slipway-aws-*.jar $(AWS)/
	cp layers/builds/target/layer/*.jar $(BUILDS)/
	for room in packages features builds; do cp layers/$$room/target/slipway-$$room-*.jar $(BUILDS)/; done
	rm -f $(CORE)/*-tests.jar $(AWS)/*-tests.jar $(BUILDS)/*-tests.jar
	# Every function has the layers core and aws: the other layers leave out the jars of these.
	cd $(AWS) && rm -f $$(ls $(CURDIR)/$(CORE))
	cd $(BUILDS) && rm -f $$(ls $(CURDIR)/$(CORE) $(CURDIR)/$(AWS) | grep '\.jar$$')
	for function in $(FUNCTIONS); do \
	  mkdir -p $(OWN)/$$function && cp functions/$$function/target/slipway-function-$$function-*.jar $(OWN)/$$function/ || exit 1; \
	done
	cp functions/api/target/layer/*.jar $(OWN)/api/
	# The check of a pushed package needs the module packages, but none of its libraries.
	cp layers/packages/target/slipway-packages-*.jar $(OWN)/push/
	cp console/target/slipway-console-*.jar $(OWN)/setup/
	# Classes that are not compressed load faster: decision 0049.
	. ./.mvn/jdk.sh && "$$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 scripts/StoreJars.java target/sam
	touch $@

define stage
	mkdir -p $(ARTIFACTS_DIR)/$(2)
	cp $(1) $(ARTIFACTS_DIR)/$(2)/
	rm -f $(ARTIFACTS_DIR)/$(2)/*-tests.jar
endef

# SAM publishes a new version of a function only if the function's own artifact has changed, but most code is in the layers. The artifact
# therefore includes the layers' checksums.
define names
	sha256sum $(1) > $(ARTIFACTS_DIR)/layers.sha256
endef

build-TokenFunction: $(STAMP)
	$(call stage,$(OWN)/token/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-PullFunction: $(STAMP)
	$(call stage,$(OWN)/pull/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-PushFunction build-LandedFunction: $(STAMP)
	$(call stage,$(OWN)/push/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-ApiFunction: $(STAMP)
	$(call stage,$(OWN)/api/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar $(BUILDS)/*.jar)

build-JanitorFunction: $(STAMP)
	$(call stage,$(OWN)/janitor/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-SetupFunction: $(STAMP)
	$(call stage,$(OWN)/setup/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-BuildsFunction build-JobsFunction: $(STAMP)
	$(call stage,$(OWN)/builds/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar $(BUILDS)/*.jar)

build-RetentionFunction: $(STAMP)
	$(call stage,$(OWN)/retention/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar $(BUILDS)/*.jar)

build-EventsFunction build-WebhooksFunction build-PullsFunction: $(STAMP)
	$(call stage,$(OWN)/events/*.jar,lib)
	$(call names,$(CORE)/*.jar $(AWS)/*.jar)

build-CoreLayer: $(STAMP)
	$(call stage,$(CORE)/*.jar,java/lib)

build-AwsLayer: $(STAMP)
	$(call stage,$(AWS)/*.jar,java/lib)

build-BuildsLayer: $(STAMP)
	$(call stage,$(BUILDS)/*.jar,java/lib)

# Not used by a function: the tasks of the stream lane get their server from it.
build-UploaderLayer: $(STAMP)
	$(call stage,uploader/target/lib/*.jar uploader/target/slipway-uploader-*.jar,lib)

# Not used by a function: CodeBuild jobs get the builder from it.
build-BuilderLayer: $(STAMP)
	cp -r builder/target/bundle/. $(ARTIFACTS_DIR)/
