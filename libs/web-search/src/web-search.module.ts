import { Module } from '@nestjs/common';
import { WebSearch } from './web-search.service';

/** The web for agents that look things up. */
@Module({ providers: [WebSearch], exports: [WebSearch] })
export class WebSearchModule {}
