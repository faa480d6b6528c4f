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
    // First, because the first that fits is taken: this one answers with a cookie, so the site must be named.
    registry.addMapping(VisitorApi.ADDRESS)
        .allowedOriginPatterns("*")
        .allowedMethods("POST", "OPTIONS")
        .allowedHeaders("*")
        .allowCredentials(true)
        .maxAge(SECONDS_A_DAY);
    registry.addMapping("/v1/**")
        .allowedOriginPatterns("*")
        .allowedMethods("GET", "POST", "OPTIONS")
        .allowedHeaders("*")
        .exposedHeaders("Retry-After", "X-RateLimit-Reset")
        .maxAge(SECONDS_A_DAY);
  }
}
