package io.parley.timeline;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Pages of any shop may send events: the write key is public, and nothing is read back.
@Configuration(proxyBeanMethods = false)
class CollectorCors implements WebMvcConfigurer {
  private static final long SECONDS_A_DAY = 86_400;

  @Override
  public void addCorsMappings(CorsRegistry registry) {
    registry.addMapping("/v1/**")
        .allowedOriginPatterns("*")
        .allowedMethods("GET", "POST", "OPTIONS")
        .allowedHeaders("*")
        .maxAge(SECONDS_A_DAY);
  }
}
