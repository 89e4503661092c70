import { Module } from '@nestjs/common';
import { RedisConnections } from './redis-connections';
import { RedisMemory } from './redis-memory.service';
import { RedisSafety } from './redis-safety.service';

@Module({ providers: [RedisConnections, RedisMemory, RedisSafety], exports: [RedisConnections, RedisMemory] })
export class RedisModule {}
